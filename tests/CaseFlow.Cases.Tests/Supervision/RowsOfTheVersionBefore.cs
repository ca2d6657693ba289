using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Supervision;

namespace CaseFlow.Cases.Tests.Supervision;

/// <summary>A server of the version before may still write while a new one serves: nothing of it is missing from the lists.</summary>
public sealed class RowsOfTheVersionBefore(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task Its_clocks_and_red_cards_are_listed_and_what_it_stops_leaves_the_lists()
    {
        var opened = await office.AwaitingAsync();
        await office.Database.ExecuteAsync("""
            insert into clock (case_id, name, ledger, calendar, calendar_version, deadline, provisional, started_at)
            select case_id, 'older', jsonb_set(ledger, '{policy,name}', '"older"'), calendar, calendar_version, deadline, provisional, started_at from clock where case_id = @Id;
            insert into signal (clock_id, case_id, kind, due, deadline, raised_at) select id, case_id, 'red', now(), deadline, now() from clock where case_id = @Id and name = 'older'
            """, new { opened.Id });
        (await office.SendAsync(new ListTimeLimits(Clock: "older"))).Items.Single().CaseNumber.ShouldBe(opened.Number);
        (await office.SendAsync(new ListRedCards(), ErrandOffice.Manager())).Items.Single().Clock.ShouldBe("older");

        await office.Database.ExecuteAsync("update clock set stopped_at = now(), outcome = 'MET' where case_id = @Id and name = 'older'", new { opened.Id });
        (await office.SendAsync(new ListTimeLimits(Clock: "older"))).Items.ShouldBeEmpty();
    }
}
