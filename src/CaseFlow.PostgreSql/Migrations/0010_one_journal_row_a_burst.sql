-- The events of one burst stand in one row. With a row an event a finished case took 20 KB and half the time of a commit went into journal rows and their two indexes.
-- «journal» stays what it was to read: one row an event.
alter table journal rename to journal_by_event;

create table burst (
    instance_id  text        not null,
    -- The number of its last event: the revision of the instance that it led to.
    sequence     bigint      not null,
    at           timestamptz not null,
    case_id      bigint,
    actor        text,
    -- Its events in order.
    events       json        not null,
    primary key (instance_id, sequence, at)
) partition by range (at);

-- Takes what no month has a partition for: a virtual clock may stand in any year.
create table burst_default partition of burst default;

-- Creates the partitions of the month of «from_instant» and of «months» more. Safe to call at any time and from many nodes at once.
-- A month that already has rows in the default partition stays there: moving them would lock the journal.
create function burst_create_partitions(from_instant timestamptz, months integer) returns integer language plpgsql as $$
declare
    first_day timestamptz;
    next_day timestamptz;
    name text;
    created integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('burst_create_partitions'));
    for i in 0 .. months loop
        first_day := (date_trunc('month', from_instant at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC';
        next_day := (date_trunc('month', from_instant at time zone 'UTC') + make_interval(months => i + 1)) at time zone 'UTC';
        name := 'burst_' || to_char(first_day at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass(name) is not null;
        continue when exists (select from burst_default where at >= first_day and at < next_day);
        -- Created apart and attached: the journal stays readable and writable meanwhile.
        execute format('create table %I (like burst including defaults including constraints)', name);
        execute format('alter table burst attach partition %I for values from (%L) to (%L)', name, first_day, next_day);
        created := created + 1;
    end loop;
    return created;
end $$;

select burst_create_partitions(month, 0) from (select distinct date_trunc('month', at at time zone 'UTC') at time zone 'UTC' as month from journal_by_event) as months;
insert into burst (instance_id, sequence, at, case_id, actor, events)
select instance_id, sequence, at, case_id, actor, json_build_array(event) from journal_by_event;
drop table journal_by_event;
drop function journal_create_partitions;

create view journal as
select burst.instance_id, burst.sequence - json_array_length(burst.events) + one.place as sequence, burst.at, burst.case_id, burst.actor, one.event ->> '$type' as type, one.event
from burst cross join lateral json_array_elements(burst.events) with ordinality as one (event, place);

-- The server of the version before this one still writes events one by one while it is replaced.
create function journal_insert() returns trigger language plpgsql as $$
begin
    insert into burst (instance_id, sequence, at, case_id, actor, events) values (new.instance_id, new.sequence, new.at, new.case_id, new.actor, json_build_array(new.event));
    return new;
end $$;
create trigger journal_insert instead of insert on journal for each row execute function journal_insert();
