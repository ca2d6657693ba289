-- An operator's command carried out on many subjects, one transaction each, as a job that survives crashes.
create table operation (
    id          bigint generated always as identity primary key,
    command     text not null,
    arguments   jsonb not null,
    reason      text not null,
    -- What was asked for: ids or conditions.
    selection   jsonb not null,
    status      text not null check (status in ('running', 'finished', 'cancelled')),
    total       int not null,
    done        int not null default 0,
    failed      int not null default 0,
    -- Whose rights count for each item, looked up anew each time.
    account_id  uuid not null,
    office_id   text not null references office (id),
    started_by  text not null,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    ended_by    text
);
create index operation_office on operation (office_id, id desc);

create table operation_item (
    operation_id  bigint not null references operation (id) on delete cascade,
    place         int not null,
    -- The id of the incident, case or job.
    subject       bigint not null,
    case_id       bigint,
    status        text not null check (status in ('waiting', 'done', 'failed')),
    -- Why it failed, every reason: code, zh, en.
    reasons       jsonb,
    at            timestamptz,
    primary key (operation_id, place)
);
create index operation_item_waiting on operation_item (operation_id, place) where status = 'waiting';
create index operation_item_failed on operation_item (operation_id, place) where status = 'failed';
