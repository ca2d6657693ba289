-- A read in clear also says for which case, which field, and why somebody wanted to see it.
alter table access_log add column case_id bigint references case_file (id) on delete set null, add column field text, add column reason text;
create index access_log_case on access_log (case_id, id) where case_id is not null;

-- Who opened a case, day by day: what a citizen may ask.
create table case_opening (
    case_id   bigint not null references case_file (id) on delete cascade,
    actor     text not null,
    day       date not null,
    first_at  timestamptz not null,
    last_at   timestamptz not null,
    times     int not null,
    primary key (case_id, actor, day)
) with (fillfactor = 80);

-- The nightly look for addresses that may leave walks only those that are there.
create index person_with_address on person (id) where address is not null;
create index mobile_code_sent on mobile_code (sent_at);
