-- A case may run several instances, and an instance may run without a case. Null in instance_id is the case's own instance: rows written before this stay true.
alter table task add column instance_id text;
drop index task_visit;
create unique index task_visit on task (case_id, token, coalesce(instance_id, '')) where status = 'open';

alter table incident add column instance_id text;
alter table incident alter column case_id drop not null;
alter table incident add constraint incident_of_something check (case_id is not null or instance_id is not null);
drop index incident_open;
create unique index incident_open on incident (coalesce(instance_id, case_id::text), token) where resolved_at is null;
