using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Verifying;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Cases.Tests.Supervision;

/// <summary>How many time limits show which lamp is kept with the lamps: right at every commit, and nobody waits for anybody because of it.</summary>
public sealed class CountsOfLamps : IAsyncLifetime
{
    private readonly ErrandOffice office = new();

    public async ValueTask InitializeAsync()
    {
        await office.InitializeAsync();
        var one = await office.AwaitingAsync();
        // Many limits of one case: the rows are what is counted.
        await office.Database.ExecuteAsync("""
            insert into clock (case_id, office_id, name, ledger, calendar, calendar_version, deadline, provisional, started_at, colour, remaining_days)
            select case_id, case when i % 2 = 0 then 'east' else 'west' end, 'limit' || i, ledger, calendar, calendar_version, deadline, provisional, started_at, 'green', 1 from clock, generate_series(1, 200) i where case_id = @Id
            """, new { one.Id });
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private Task PaintAsync(int from, int to, string? colour) => office.Database.ExecuteAsync("update clock set colour = @colour where substr(name, 6)::int between @from and @to and name like 'limit%'", new { from, to, colour });

    private async Task<IReadOnlyList<string>> CountedAsync() =>
        [.. (await office.SendAsync(new CountTimeLimits(), ErrandOffice.Manager("manager.sh", "sh"))).Select(one => $"{one.Office} {one.Colour} {one.Count}")];

    private Task<IReadOnlyList<string>> ShownAsync() =>
        office.Database.QueryAsync<string>("select office_id || ' ' || colour || ' ' || count(*) from clock where colour <> 'green' group by office_id, colour order by office_id, colour");

    [Fact]
    public async Task They_follow_every_change_of_a_lamp_an_office_and_an_end()
    {
        (await CountedAsync()).ShouldBeEmpty("green is not counted");
        await PaintAsync(1, 20, "amber");
        await PaintAsync(11, 15, "red");
        await PaintAsync(16, 20, "paused");
        (await CountedAsync()).ShouldBe(["east amber 5", "east paused 3", "east red 2", "west amber 5", "west paused 2", "west red 3"]);
        await office.Database.ExecuteAsync("update clock set office_id = 'west' where colour = 'paused'");
        await PaintAsync(1, 5, "green");
        await PaintAsync(6, 10, null);
        await office.Database.ExecuteAsync("delete from clock where name = 'limit11'");
        (await CountedAsync()).ShouldBe(["east red 2", "west paused 5", "west red 2"]);
        (await CountedAsync()).ShouldBe(await ShownAsync());
        (await office.SendAsync(new CountTimeLimits(), ErrandOffice.Manager())).ShouldAllBe(one => one.Office == "east", "of one's own offices");
    }

    [Fact]
    public async Task Two_that_change_at_once_wait_for_nobody_and_what_is_rolled_back_was_never_counted()
    {
        await using var held = new NpgsqlConnection(office.Database.ConnectionString);
        await held.OpenAsync();
        await using var slow = await held.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("update clock set colour = 'red' where name in ('limit1', 'limit2')", held, slow))
            await command.ExecuteNonQueryAsync();
        // More changes than it takes to gather the rows, each a transaction of its own, while the other one has not committed.
        for (var i = 3; i <= 60; i++)
            await PaintAsync(i, i, "red");
        (await CountedAsync()).ShouldBe(["east red 29", "west red 29"]);
        (await office.Database.ScalarAsync<long>("select count(*) from lamp_count")).ShouldBeLessThan(58, "rows are gathered as they come");
        await slow.RollbackAsync();
        (await CountedAsync()).ShouldBe(await ShownAsync());
        (await CountedAsync()).ShouldBe(["east red 29", "west red 29"]);
    }

    [Fact]
    public async Task Under_many_changes_at_once_they_are_right_in_the_end_and_few_rows_are_left()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            string?[] colours = ["amber", "red", "paused", "final", "green", null];
            for (var round = 0; round < 60; round++)
                await PaintAsync(worker * 25 + 1 + round % 20, worker * 25 + 5 + round % 20, colours[(worker + round) % colours.Length]);
        }));
        (await CountedAsync()).ShouldBe(await ShownAsync());
        (await office.Database.ScalarAsync<long>("select count(*) from lamp_count")).ShouldBeLessThan(600, "of some two thousand changes");
        await using var scope = office.Services.CreateAsyncScope();
        async Task<IEnumerable<string>> FoundAsync() => (await scope.ServiceProvider.GetRequiredService<VerifyCases>().RunAsync().ToListAsync()).Select(one => one.Code);
        (await FoundAsync()).ShouldNotContain("lamp-count-differs");
        await office.Database.ExecuteAsync("insert into lamp_count (office_id, colour, count) values ('east', 'red', 1)");
        (await FoundAsync()).ShouldContain("lamp-count-differs", "a count that is wrong is found");
    }
}
