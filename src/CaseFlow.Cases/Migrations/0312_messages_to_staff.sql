-- People of the house may have a mobile number, too, for messages such as the digest: encrypted like a citizen's, with the language they want to be told in.
alter table account add column mobile bytea, add column mobile_key_id text, add column mobile_locale text,
    add constraint account_mobile check (num_nulls(mobile, mobile_key_id, mobile_locale) in (0, 3));
alter table account_change drop constraint account_change_change_check, add constraint account_change_change_check check (change in ('opened', 'changed', 'secret', 'mobile'));

-- A message goes to a person of a case, or to an account. «once» names what is told no more than once.
alter table message alter column case_id drop not null, alter column person_id drop not null, add column account_id uuid references account (id) on delete cascade, add column once text,
    add constraint message_receiver check ((account_id is null) = (case_id is not null) and (account_id is null) = (person_id is not null)) not valid;
create unique index message_once on message (once) where once is not null;
create index message_account on message (account_id) where account_id is not null;
