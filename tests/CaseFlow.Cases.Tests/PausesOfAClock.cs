using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;

namespace CaseFlow.Cases.Tests;

/// <summary>How a process meets the limits of pauses, and why nothing starts a promise over.</summary>
public sealed class PausesOfAClock(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private static DateTimeOffset Shanghai(string text) => DateTimeOffset.Parse($"{text}+08:00");

    [Fact]
    public async Task A_pause_ends_by_itself_after_thirty_days_and_the_process_goes_on_unharmed()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var number = (await office.AwaitingAsync()).Number;
        await office.SendAsync(new SendCaseEvent(number, "errand.pause"));
        (await office.CaseAsync(number)).Clocks.Single().PauseEndsAt.ShouldBe(Shanghai("2026-04-01T00:00:00"));
        await office.MoveClockAsync(Shanghai("2026-04-02T09:00:00"));
        var clock = (await office.CaseAsync(number)).Clocks.Single();
        (clock.Colour, clock.Pauses.Single().EndedBy, clock.DeadlineDate).ShouldBe(("Green", "limit", new DateOnly(2026, 4, 13)));
        (await office.DecisionsAsync(number)).ShouldContain("resume DONE PAUSE_DAYS_USED");
        (await office.SendAsync(new SendCaseEvent(number, "errand.resume"))).Case.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_asks_first_whether_it_may_pause()
    {
        await office.PublishAsync(Draft.Workflow("asks-first",
            Draft.Activity("CaseFlow.StartClock", "start", ("clock", Draft.Text("promise")), ("unit", Draft.Text("WorkingDays")), ("budget", Draft.Value(7))),
            Draft.Activity("CaseFlow.CheckPause", "check", ("clock", Draft.Text("promise")), ("reason", Draft.Text("LUNCH"))),
            Draft.Activity("CaseFlow.StopClock", "stop", ("clock", Draft.Text("promise")))));
        var started = await StartAsync("asks-first");
        started.Decisions.Select(row => $"{row.Step} {row.Decision} {row.Reason}").ShouldBe(["suspend REFUSE PAUSE_REASON_UNKNOWN"]);
    }

    [Fact]
    public async Task A_clock_that_was_stopped_cannot_be_started_over()
    {
        await office.PublishAsync(Draft.Workflow("starts-over", [.. new[] { "a", "b" }.SelectMany(name => new[]
        {
            Draft.Activity("CaseFlow.StartClock", $"start-{name}", ("clock", Draft.Text("promise")), ("unit", Draft.Text("WorkingDays")), ("budget", Draft.Value(7))),
            Draft.Activity("CaseFlow.StopClock", $"stop-{name}", ("clock", Draft.Text("promise"))),
        })]));
        (await StartAsync("starts-over")).Case.Incidents.Single().Code.ShouldBe("clock-already-started");
    }

    private Task<CaseChange> StartAsync(string process) =>
        office.SendAsync(new StartCase(process, "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang, "19000000001") }, JsonSerializer.SerializeToElement(new { })));
}
