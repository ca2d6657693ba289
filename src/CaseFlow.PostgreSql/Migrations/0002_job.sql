-- Outbox, timer and deadline in one: something to do, once, not before «due_at».
create table job (
    id            bigint      generated always as identity primary key,
    kind          text        not null,
    -- At most one job a key: a later one replaces it.
    key           text        unique,
    case_id       bigint,
    instance_id   text,
    token         bigint,
    payload       json        not null,
    -- Business time, which a virtual clock may move.
    due_at        timestamptz not null,
    -- Wall time of the database: while a worker holds the job (lease) and after a failure (back-off) nobody claims it before.
    available_at  timestamptz not null default clock_timestamp(),
    -- Grows with every claim; only the worker that knows the last one may finish the job.
    fence         bigint      not null default 0,
    -- How often it was started.
    attempts      integer     not null default 0,
    last_error    text,
    -- Given up: an operator decides.
    failed_at     timestamptz,
    created_at    timestamptz not null default clock_timestamp()
) with (fillfactor = 70);

-- The claim walks this one. available_at is not in it on purpose: a claim then changes no index.
create index job_due on job (due_at, id) where failed_at is null;
create index job_instance on job (instance_id, token) where instance_id is not null;
create index job_case on job (case_id) where case_id is not null;
create index job_failed on job (failed_at, id) where failed_at is not null;
