-- How long what waits at a place has waited, in working time: how many of each step of the scale, so that places and offices add up.
create table waiting_time (
    office_id      text not null references office (id) on delete cascade,
    definition_id  text not null,
    version        int not null,
    activity       text not null,
    step           smallint not null,
    count          int not null,
    primary key (office_id, definition_id, version, activity, step)
);
