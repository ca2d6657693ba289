-- A statement that touched another number of rows than it had to fails where it stands: see RowCheck.
create function expect_rows(touched bigint, expected integer) returns void language plpgsql immutable as $$
begin
    if touched <> expected then
        raise exception using errcode = 'CF001', message = touched::text;
    end if;
end $$;
