-- A clock is its ledger: policy, start, pauses, stages, stop. The columns beside it are derived from it for lists and are rewritten with it.
create table clock (
    id                bigint generated always as identity primary key,
    case_id           bigint not null references case_file (id),
    name              text not null,
    ledger            jsonb not null,
    calendar          text not null,
    calendar_version  int not null,
    deadline          date not null,
    provisional       boolean not null,
    started_at        timestamptz not null,
    stopped_at        timestamptz,
    outcome           text,
    unique (case_id, name)
);
create index clock_running on clock (calendar, id) where stopped_at is null;
create index clock_deadline on clock (deadline, id) where stopped_at is null;

-- Amber and red cards, urgings, late stages. They cannot be deleted; later steps dispose of them or hear appeals.
create table signal (
    id         bigint generated always as identity primary key,
    clock_id   bigint not null references clock (id),
    case_id    bigint not null references case_file (id),
    kind       text not null check (kind in ('amber', 'urge', 'red', 'stage')),
    stage      text,
    -- The instant it fell due: after a pause the same card comes again only if that instant moved.
    due        timestamptz not null,
    deadline   date not null,
    raised_at  timestamptz not null
);
create unique index signal_once on signal (clock_id, kind, coalesce(stage, ''), due);
create index signal_case on signal (case_id, id);

create table supervision (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file (id),
    measure    text not null,
    due_on     date not null,
    issued_at  timestamptz not null,
    issued_by  text not null
);
create index supervision_case on supervision (case_id, id);
