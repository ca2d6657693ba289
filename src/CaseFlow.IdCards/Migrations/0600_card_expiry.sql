-- The last day of validity: a card whose day has passed is EXPIRED (rulebook 2.0). Null for a long-term card, and where only the registry knows it.
alter table id_card add column expires_on date;
-- The nightly look for cards that have expired reads those alone.
create index id_card_expiring on id_card (expires_on) where state = 'VALID' and expires_on is not null;
