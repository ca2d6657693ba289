-- Work that programs outside fetch. The row follows the visit that asked for it; the lease is wall time, as that of a job.
create table external_task (
    -- Instance and visit: a visit that is retried asks for the same task again.
    id           text primary key,
    instance_id  text not null,
    token        bigint not null,
    case_id      bigint references case_file (id) on delete cascade,
    -- Null: the instance has no case and belongs to no office.
    office_id    text references office (id),
    name         text not null,
    -- json, not jsonb: the payload comes back as it was written.
    payload      json not null,
    status       text not null check (status in ('open', 'completed', 'failed', 'cancelled')),
    opened_at    timestamptz not null,
    worker       text,
    leased_until timestamptz,
    attempts     integer not null default 0,
    ended_at     timestamptz,
    -- What ended it, as a digest: the same report again is answered alike.
    report       bytea
);
-- Programs ask for open work by name, oldest first; ended work does not weigh on it.
create index external_task_open on external_task (name, opened_at, id) where status = 'open';
create index external_task_instance on external_task (instance_id, token);
create index external_task_case on external_task (case_id) where case_id is not null;
