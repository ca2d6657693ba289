using System.Text.Json;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Forecast;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Cases.Dashboard;

/// <summary>Counts for managers, a short transaction a step: what stands now, then day after day what has happened since the last time, then the forecast of what is open. After a crash it goes on where it was.
/// A day is counted anew as a whole, so that twice is as good as once.</summary>
internal sealed class StatisticsRunner(PgSession session, JobQueue jobs, StandingPress standing, DayPress days, Foresight foresight, TimeProvider time, ILogger<StatisticsRunner> log)
{
    private const string Key = "statistics";

    private sealed record Payload(string Step, DateOnly? Day = null, long After = 0);

    public static Job JobOf(DateTimeOffset now) => JobOf(new Payload("standing"), now);

    private static Job JobOf(Payload next, DateTimeOffset now) => new(JobKind.Statistics, CaseJson.Element(next), now, Key: Key);

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellation)
    {
        var at = job.Payload.Deserialize<Payload>(CaseJson.Options)!;
        await session.BeginAsync(cancellation);
        var next = await StepAsync(at, cancellation);
        jobs.Finish(job);
        if (next is not null)
            jobs.Enqueue(JobOf(next, time.GetUtcNow()));
        await session.CommitAsync(cancellation);
        log.LogInformation("Statistics: {Step} {Day} done", at.Step, at.Day);
    }

    private async Task<Payload?> StepAsync(Payload at, CancellationToken cancellation)
    {
        switch (at.Step)
        {
            case "standing":
                await standing.RunAsync(cancellation);
                return new Payload("day", await days.FirstAsync(cancellation));
            case "day" when at.Day <= ShanghaiTime.DateOf(time.GetUtcNow()):
                await days.RunAsync(at.Day.Value, cancellation);
                return at with { Day = at.Day.Value.AddDays(1) };
            case "day":
                return new Payload("forecast");
            default:
                return await foresight.RunAsync(at.After, cancellation) is { } place ? at with { After = place } : null;
        }
    }
}

/// <summary>The calendar and the hours by which durations are counted. Where the calendar is not there: plain Monday to Friday.</summary>
internal static class WorkingTimes
{
    public static async Task<WorkingCalendar> CalendarAsync(this CalendarShelf shelf, PgSession session, HouseRules rules, CancellationToken cancellationToken) =>
        await session.SingleAsync<bool>("select exists (select from calendar where id = @Calendar and version > 0)", new { rules.Dashboard.Calendar }, cancellationToken)
            ? (await shelf.GetAsync(session, rules.Dashboard.Calendar, cancellationToken)).Newest : new WorkingCalendar(rules.Dashboard.Calendar, []);
}
