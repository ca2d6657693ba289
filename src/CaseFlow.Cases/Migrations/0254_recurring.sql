-- What recurs, done once for all nodes: whoever comes second to the same hour finds its row.
create table recurring_run (
    work        text not null,
    due         timestamptz not null,
    started_at  timestamptz not null,
    primary key (work, due)
);

-- The managers' digest of a day, an office a row: what stood at that hour, not what stands now.
create table digest (
    office_id  text not null references office (id) on delete cascade,
    day        date not null,
    made_at    timestamptz not null,
    lines      jsonb not null,
    primary key (office_id, day)
);

-- Something that people must do and no case says: a calendar whose published years end soon. One open notice a subject.
create table notice (
    id           bigint generated always as identity primary key,
    kind         text not null,
    subject      text not null,
    detail       jsonb not null,
    raised_at    timestamptz not null,
    resolved_at  timestamptz
);
create unique index notice_open on notice (kind, subject) where resolved_at is null;
