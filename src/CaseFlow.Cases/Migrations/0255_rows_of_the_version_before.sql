-- While servers of the version before still write, their clocks and red cards must not be missing from the lists: what they leave out is filled in. Rows of this version pass untouched.
create function fill_clock() returns trigger language plpgsql as $$
begin
    new.office_id := coalesce(new.office_id, (select office_id from case_file where id = new.case_id));
    new.remaining_days := coalesce(new.remaining_days, 0);
    new.colour := case when new.stopped_at is null then coalesce(new.colour, 'green') end;
    return new;
end $$;
create trigger clock_of_the_version_before before insert on clock for each row when (new.office_id is null) execute function fill_clock();
create trigger clock_stopped_by_the_version_before before update on clock for each row when (new.stopped_at is not null and new.colour is not null) execute function fill_clock();

create function fill_red_card() returns trigger language plpgsql as $$
begin
    new.office_id := coalesce(new.office_id, (select office_id from case_file where id = new.case_id));
    new.status := coalesce(new.status, 'open');
    new.level := coalesce(new.level, 1);
    return new;
end $$;
create trigger red_card_of_the_version_before before insert on signal for each row when (new.kind = 'red' and new.status is null) execute function fill_red_card();

update signal s set office_id = c.office_id, status = 'open', level = 1 from case_file c where c.id = s.case_id and s.kind = 'red' and s.status is null;
update clock k set office_id = c.office_id, remaining_days = 0, colour = case when k.stopped_at is null then 'green' end from case_file c where c.id = k.case_id and k.office_id is null;
