-- A published year table recounts the open clocks in batches, one after the other, and goes on after a crash where it stood.
create table recount (
    id          bigint generated always as identity primary key,
    calendar    text not null references calendar (id),
    year        int not null,
    version     int not null,
    -- The clock up to which it has come, and the last one it has to look at: later ones were started by this version.
    after       bigint not null default 0,
    last        bigint not null,
    total       int not null,
    done        int not null default 0,
    moved       int not null default 0,
    confirmed   int not null default 0,
    kept        int not null default 0,
    started_at  timestamptz not null,
    started_by  text not null,
    ended_at    timestamptz
);

create table recount_change (
    recount_id  bigint not null references recount (id) on delete cascade,
    clock_id    bigint not null references clock (id) on delete cascade,
    case_id     bigint not null references case_file (id) on delete cascade,
    before      date not null,
    after       date not null,
    verdict     text not null,
    primary key (recount_id, clock_id)
);
create index recount_change_clock on recount_change (clock_id);
create index recount_change_case on recount_change (case_id);
