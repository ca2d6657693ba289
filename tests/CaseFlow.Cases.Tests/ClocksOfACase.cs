using System.Text.Json;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;

namespace CaseFlow.Cases.Tests;

public sealed class ClocksOfACase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private static DateTimeOffset Shanghai(string text) => DateTimeOffset.Parse($"{text}+08:00");

    [Fact]
    public async Task Cards_are_raised_at_their_instants_in_their_order_and_only_once()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var accepted = await office.AcceptedAsync();
        var clock = accepted.Clocks.Single();
        clock.DeadlineDate.ShouldBe(new DateOnly(2026, 3, 11));
        await office.MoveClockAsync(Shanghai("2026-03-12T09:00:00"));
        var rows = await office.SendAsync(new ListDecisions(accepted.Number));
        rows.Where(row => row.By == "server").Select(row => $"{row.At:MM-dd HH:mm} {row.Step} {row.Reason}").ShouldBe(
        [
            "03-05 09:00 timeout ", "03-10 00:00 amber ", "03-10 00:00 stage_overdue HANDOVER_LATE", "03-11 00:00 urge ", "03-12 00:00 red SLA_BREACHED",
        ]);
        await office.MoveClockAsync(Shanghai("2026-03-20T09:00:00"));
        (await office.SendAsync(new ListDecisions(accepted.Number))).Count(row => row.Decision != "ESCALATED").ShouldBe(rows.Count);
        (await office.CaseAsync(accepted.Number)).Clocks.Single().Colour.ShouldBe("Red");
    }

    [Fact]
    public async Task A_paused_clock_raises_nothing_and_resuming_moves_its_deadline()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var waiting = await office.AwaitingAsync();
        await office.MoveClockAsync(Shanghai("2026-03-04T15:00:00"));
        await office.SendAsync(new SendCaseEvent(waiting.Number, "errand.pause"));
        (await office.CaseAsync(waiting.Number)).Clocks.Single().Colour.ShouldBe("Paused");
        await office.MoveClockAsync(Shanghai("2026-03-18T10:00:00"));
        (await office.DecisionsAsync(waiting.Number)).ShouldNotContain("amber RAISED");

        var resumed = await office.SendAsync(new SendCaseEvent(waiting.Number, "errand.resume"));
        resumed.Decisions.Select(row => $"{row.Step} {row.Decision}").ShouldBe(["deadline MOVED"]);
        resumed.Case.Clocks.Single().DeadlineDate.ShouldBe(new DateOnly(2026, 3, 25));
        await AssertArmedAsync();
    }

    [Fact]
    public async Task A_deadline_beyond_the_published_year_is_provisional_until_the_year_is_published()
    {
        office.Clock.Now = Shanghai("2026-12-28T10:00:00");
        var accepted = await office.AcceptedAsync();
        accepted.Clocks.Single().Provisional.ShouldBeTrue();
        (await office.DecisionsAsync(accepted.Number)).ShouldContain("deadline PROVISIONAL");
        var table = JsonSerializer.SerializeToElement(new { published = true, holidays = new[] { new { date = "2027-01-01", name = "元旦" } }, workdays = Array.Empty<string>() });

        var preview = await office.SendAsync(new PreviewCalendarYear("cn-mainland", 2027, table));
        preview.Counts!.Moved.ShouldBe(1);
        preview.Moved.ShouldContain(change => change.Case == accepted.Number && change.Old == new DateOnly(2027, 1, 6) && change.New == new DateOnly(2027, 1, 7));
        (await office.CaseAsync(accepted.Number)).Clocks.Single().Provisional.ShouldBeTrue("a preview changes nothing");

        var recount = (await office.SendAsync(new PublishCalendarYear("cn-mainland", 2027, table))).Recount!;
        (recount.Total, recount.Done, recount.EndedAt).ShouldBe((1, 0, null));
        await office.DrainAsync();
        recount = await office.SendAsync(new GetRecount(recount.Id));
        (recount.Done, recount.Moved, recount.EndedAt is not null).ShouldBe((1, 1, true));
        (await office.SendAsync(new ListRecountChanges(recount.Id))).Items.ShouldBe([new DeadlineChange(accepted.Number, "promise", new DateOnly(2027, 1, 6), new DateOnly(2027, 1, 7), "MovedLater")]);
        office.Outside.Messages.ShouldContain(message => message.Text.Contains("2027"), "the applicant is told");
        var after = (await office.CaseAsync(accepted.Number)).Clocks.Single();
        (after.DeadlineDate, after.Provisional).ShouldBe((new DateOnly(2027, 1, 7), false));
        (await office.DecisionsAsync(accepted.Number)).ShouldContain("deadline RECOMPUTED");
        await AssertArmedAsync();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new PublishCalendarYear("cn-mainland", 2027, JsonSerializer.SerializeToElement(new { published = true, holidays = new[] { "2026-01-01" } })))))
            .Reasons.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_open_clock_is_armed()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        await office.AwaitingAsync();
        await AssertArmedAsync();
    }

    /// <summary>Declared = armed: an open, running clock has a job for every signal that has not been raised; a paused or stopped one has none.</summary>
    private async Task AssertArmedAsync()
    {
        var clocks = await office.Database.QueryAsync<(long CaseId, string Name, bool Quiet, int Jobs, int Raised)>("""
            select k.case_id, k.name, k.stopped_at is not null or jsonb_path_exists(k.ledger, '$.pauses[*] ? (!exists(@.to))'),
                (select count(*) from job j where j.key like 'clock/' || k.case_id || '/' || k.name || '/%')::int,
                (select count(*) from signal s where s.clock_id = k.id and s.deadline = k.deadline)::int
            from clock k
            """);
        clocks.ShouldNotBeEmpty();
        foreach (var clock in clocks)
            (clock.Jobs + (clock.Quiet ? 0 : clock.Raised)).ShouldBe(clock.Quiet ? 0 : 4, $"clock {clock.Name} of case {clock.CaseId}");
    }
}
