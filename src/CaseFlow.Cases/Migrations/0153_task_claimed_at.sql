-- When the assignee took the task: for the timeline of the case.
alter table task add column claimed_at timestamptz;
