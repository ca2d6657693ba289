-- One row at most: where the virtual clock stands. Empty on an installation that runs on wall time.
create table virtual_clock (
    only_one boolean     primary key default true check (only_one),
    now      timestamptz not null
);
