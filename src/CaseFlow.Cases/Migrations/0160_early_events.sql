-- «early»: the event came while the case was busy with work outside; it is delivered when that work is answered.
alter table webhook_event drop constraint webhook_event_outcome_check;
alter table webhook_event add constraint webhook_event_outcome_check check (outcome in ('applied', 'early', 'kept'));
create index webhook_event_early on webhook_event (case_id, received_at) where outcome = 'early';
