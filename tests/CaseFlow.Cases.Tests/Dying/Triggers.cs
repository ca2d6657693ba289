using CaseFlow.Testing;

namespace CaseFlow.Cases.Tests.Dying;

/// <summary>Kills a connection inside the database, right after the n-th writing statement: a trigger on every table counts them. So every gap between two statements is a place
/// to die, whichever way the product sends them: one by one, or many in a batch. What is kept of lamps is part of the statement that changes one.</summary>
internal sealed class Triggers(TestDatabase database)
{
    public async Task InstallAsync()
    {
        // A sequence, because it keeps counting when the transaction it counted in is rolled back.
        await database.ExecuteAsync("""
            create sequence test_statement;
            create table test_death (at bigint);
            create table test_log (n bigint, statement text);
            create function test_count() returns trigger language plpgsql as $$
            declare n bigint := nextval('test_statement');
            begin
                if exists (select from test_death where at is null) then
                    insert into test_log values (n, lower(tg_op) || ' ' || tg_table_name);
                elsif exists (select from test_death where at = n) then
                    perform pg_terminate_backend(pg_backend_pid());
                    perform pg_sleep(60);
                end if;
                return null;
            end $$;
            do $$
            declare t text;
            begin
                for t in select c.oid::regclass from pg_class c where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and c.relname not like 'test_%' and c.relname <> 'lamp_count'
                loop
                    execute format('create trigger test_count after insert or update or delete on %s for each statement execute function test_count()', t);
                end loop;
            end $$
            """);
    }

    /// <summary>From now on every statement is written down.</summary>
    public Task RecordAsync() => database.ExecuteAsync("truncate test_log; alter sequence test_statement restart; truncate test_death; insert into test_death values (null)");

    /// <summary>From now on the n-th statement is the last one of its connection.</summary>
    public Task KillAtAsync(long n) => database.ExecuteAsync("alter sequence test_statement restart; truncate test_death; insert into test_death values (@n)", new { n });

    /// <summary>Nothing is counted any more.</summary>
    public Task RestAsync() => database.ExecuteAsync("truncate test_death");

    public Task<IReadOnlyList<string>> LogAsync() => database.QueryAsync<string>("select statement from test_log order by n");

    /// <summary>Whether the killing has taken place.</summary>
    public Task<bool> HasKilledAsync() => database.ScalarAsync<bool>("select last_value >= (select at from test_death) from test_statement");
}
