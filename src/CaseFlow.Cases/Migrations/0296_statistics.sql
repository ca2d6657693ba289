-- Numbers that managers look at all day: made by a job, so that showing a page counts no cases. The rows of an office hold what lies at and below it: as flat for a bureau as for a station.
-- They know no person of a case and outlive the cases they were counted from.

-- Which states a case has been in since when: [{"state": "ACCEPTED", "at": …}, …]. Null: from before this was kept.
alter table case_file add column stages jsonb;

-- What the job of a day walks: rows come in the order of time.
create index case_file_opened on case_file using brin (opened_at);
create index decision_at on decision using brin (at);
create index signal_raised on signal using brin (raised_at);
create index clock_stopped on clock (stopped_at) where stopped_at is not null;

-- How far each statistic has come.
create table statistic_run (
    work     text primary key check (work in ('standing', 'days', 'forecast')),
    made_at  timestamptz not null,
    -- days: the last day that was counted.
    day      date
);

-- Open time limits by lamp, looked at in one way. «all» has the value «».
create table standing (
    office_id  text not null references office (id) on delete cascade,
    dimension  text not null check (dimension in ('all', 'process', 'state', 'person', 'group')),
    value      text not null,
    colour     text not null,
    count      int not null,
    primary key (office_id, dimension, value, colour)
);

-- Open tasks of people, and of groups that nobody of them has taken yet, by the day their case is promised for; null: nothing is promised.
create table workload (
    office_id  text not null references office (id) on delete cascade,
    kind       text not null check (kind in ('person', 'group')),
    value      text not null,
    due        date,
    count      int not null,
    unique nulls not distinct (office_id, kind, value, due)
);

-- Where open instances wait in their definitions, and how many of those cases are over their limit.
create table waiting_place (
    office_id      text not null references office (id) on delete cascade,
    definition_id  text not null,
    version        int not null,
    activity       text not null,
    count          int not null,
    late           int not null,
    primary key (office_id, definition_id, version, activity)
);

-- What happened on a day: opened, closed, kept, broken, red, and the parts of shares.
create table day_count (
    office_id  text not null references office (id) on delete cascade,
    day        date not null,
    process    text not null,
    measure    text not null,
    count      int not null,
    primary key (office_id, day, process, measure)
);

-- How long cases that were closed on a day took, whole (stage «») and in each state: how many needed working time of this step of a scale whose steps are 5 % apart.
create table stay (
    office_id  text not null references office (id) on delete cascade,
    day        date not null,
    process    text not null,
    stage      text not null,
    step       smallint not null,
    count      int not null,
    primary key (office_id, day, process, stage, step)
);

-- From entering a state to the end of a time limit, pauses not counted: what the forecast learns from.
create table rest (
    process  text not null,
    clock    text not null,
    stage    text not null,
    day      date not null,
    step     smallint not null,
    count    int not null,
    primary key (process, clock, stage, day, step)
);

-- Open time limits that may be broken; those that are hardly in danger have no row.
create table forecast (
    clock_id     bigint primary key references clock (id) on delete cascade,
    case_id      bigint not null references case_file (id) on delete cascade,
    office_id    text not null references office (id) on delete cascade,
    probability  real not null,
    hours_left   real not null,
    usual_hours  real not null,
    sample       int not null,
    made_at      timestamptz not null
);
create index forecast_office on forecast (office_id, probability desc, clock_id);
create index forecast_case on forecast (case_id);

-- The forecast held against what came: of the limits that ended on a day and had been given so many tenths, so many were broken.
create table forecast_check (
    process  text not null,
    day      date not null,
    tenth    smallint not null,
    count    int not null,
    broken   int not null,
    primary key (process, day, tenth)
);
