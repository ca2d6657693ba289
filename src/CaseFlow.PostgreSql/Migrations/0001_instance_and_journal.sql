-- The state of one workflow instance. Its row is the lock of everything that belongs to it: whoever advances an instance locks the row first.
create table workflow_instance (
    id             text        primary key,
    case_id        bigint,
    definition_id  text        not null,
    version        integer     not null,
    status         text        not null,
    -- json, not jsonb: the text comes back as it was written (order of members, $type first, 1.0 stays 1.0), so that the folded journal equals it.
    state          json        not null,
    -- The number of the last journal event; a writer names the one it read.
    revision       bigint      not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null
) with (fillfactor = 70); -- room for the next version of a row on its own page: no index is touched by an update

create index workflow_instance_case on workflow_instance (case_id);
create index workflow_instance_definition on workflow_instance (definition_id, version, status);

-- Every event of every instance, in order; folding them gives the state.
create table journal (
    instance_id  text        not null,
    sequence     bigint      not null,
    at           timestamptz not null,
    case_id      bigint,
    actor        text,
    type         text        not null,
    event        json        not null,
    primary key (instance_id, sequence, at)
) partition by range (at);

create index journal_case on journal (case_id, at, sequence);

-- Takes what no month has a partition for: a virtual clock may stand in any year.
create table journal_default partition of journal default;

-- Creates the partitions of the month of «from_instant» and of «months» more. Safe to call at any time and from many nodes at once.
-- A month that already has rows in the default partition stays there: moving them would lock the journal.
create function journal_create_partitions(from_instant timestamptz, months integer) returns integer language plpgsql as $$
declare
    first_day timestamptz;
    next_day timestamptz;
    name text;
    created integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('journal_create_partitions'));
    for i in 0 .. months loop
        first_day := (date_trunc('month', from_instant at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC';
        next_day := (date_trunc('month', from_instant at time zone 'UTC') + make_interval(months => i + 1)) at time zone 'UTC';
        name := 'journal_' || to_char(first_day at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass(name) is not null;
        continue when exists (select from journal_default where at >= first_day and at < next_day);
        -- Created apart and attached: the journal stays readable and writable meanwhile.
        execute format('create table %I (like journal including defaults including constraints)', name);
        execute format('alter table journal attach partition %I for values from (%L) to (%L)', name, first_day, next_day);
        created := created + 1;
    end loop;
    return created;
end $$;
