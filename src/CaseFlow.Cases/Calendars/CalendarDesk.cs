using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Calendars;

/// <summary>A deadline that a new year table touches.</summary>
/// <param name="Verdict">MovedLater, Confirmed (no longer provisional) or PromiseKept (the new table would be earlier).</param>
public sealed record DeadlineChange(string Case, string Clock, DateOnly Old, DateOnly New, string Verdict);

/// <summary>What a publication does: the new calendar version and every deadline it touches.</summary>
public sealed record CalendarChanges(string Calendar, int Year, int Version, bool Published, IReadOnlyList<DeadlineChange> Moved);

/// <summary>Publishes year tables and recounts the open clocks they touch.</summary>
internal sealed class CalendarDesk(
    PgSession session, CaseRunner runner, ClockStore clocks, DecisionLog log, MessagePost post, CaseScope scope, ICurrentActor actor, TimeProvider time)
{
    private sealed record Touched(long CaseId, string Number, string Name, string Ledger);

    /// <summary>Reads a year table; every fault at once.</summary>
    public static CalendarYear Read(string calendar, int year, JsonElement table)
    {
        var reading = CalendarYear.Read(table.GetRawText(), calendar, year);
        return reading.Year ?? throw new RefusedException(RefusalKind.Invalid,
            [.. reading.Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => new Refusal(fault.Code, fault.Zh, fault.En, fault.Path))]);
    }

    /// <summary>What publishing would do, without doing it.</summary>
    public async Task<CalendarChanges> PreviewAsync(CalendarYear table, CancellationToken cancellationToken)
    {
        var (old, next, version) = await VersionsAsync(table, cancellationToken);
        var moved = new List<DeadlineChange>();
        foreach (var row in await TouchedAsync(table, cancellationToken))
        {
            var ledger = ClockLedger.Parse(row.Ledger);
            var change = CalendarChange.Preview(ledger, old.At(ledger.CalendarVersion), next, time.GetUtcNow());
            if (change.IsNews)
                moved.Add(new DeadlineChange(row.Number, row.Name, change.OldDeadline, change.NewDeadline, change.Verdict.ToString()));
        }
        return new CalendarChanges(table.Calendar, table.Year, version, table.Published, moved);
    }

    /// <summary>Stores the table as a new calendar version and recounts in the same transaction: nobody sees a half of it. Cases are locked in the order of their ids, so two publications cannot block each other.</summary>
    public async Task<CalendarChanges> PublishAsync(CalendarYear table, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("insert into calendar (id, version) values (@Calendar, 0) on conflict do nothing", new { table.Calendar }, cancellationToken);
        await session.ExecuteAsync("select 1 from calendar where id = @Calendar for update", new { table.Calendar }, cancellationToken);
        var (old, next, version) = await VersionsAsync(table, cancellationToken);
        await session.ExecuteAsync("insert into calendar_year (calendar, year, version, content, imported_at, imported_by) values (@Calendar, @Year, @version, @content::jsonb, @now, @by)",
            new { table.Calendar, table.Year, version, content = table.ToJson(), now = time.GetUtcNow(), by = actor.Actor.Login }, cancellationToken);
        await session.ExecuteAsync("update calendar set version = @version where id = @Calendar", new { table.Calendar, version }, cancellationToken);
        var moved = new List<DeadlineChange>();
        foreach (var row in await TouchedAsync(table, cancellationToken))
            if (await RecountAsync(row, old, next, cancellationToken) is { } change)
                moved.Add(change);
        await session.SaveAsync(cancellationToken);
        return new CalendarChanges(table.Calendar, table.Year, version, table.Published, moved);
    }

    private async Task<DeadlineChange?> RecountAsync(Touched row, CalendarBook old, WorkingCalendar next, CancellationToken cancellationToken)
    {
        var open = await runner.OpenAsync(row.CaseId, cancellationToken);
        var ledger = clocks.Load(row.Name);
        var change = CalendarChange.Preview(ledger, old.At(ledger.CalendarVersion), next, scope.Now);
        if (change.Verdict == CalendarVerdict.Ended)
            return null;
        clocks.Write(change.Ledger, change.After);
        if (!change.IsNews)
            return null;
        log.Add("deadline", "RECOMPUTED");
        if (change.OldDeadline != change.NewDeadline)
            await post.QueueAsync(scope.Case.Applicant, "deadline-moved", "zh-CN", CaseJson.Element(new { old = change.OldDeadline, @new = change.NewDeadline }), cancellationToken);
        runner.Save(open);
        return new DeadlineChange(row.Number, row.Name, change.OldDeadline, change.NewDeadline, change.Verdict.ToString());
    }

    /// <summary>The versions so far, and the one this table would make.</summary>
    private async Task<(CalendarBook Old, WorkingCalendar Next, int Version)> VersionsAsync(CalendarYear table, CancellationToken cancellationToken)
    {
        var years = await session.QueryAsync<(int Version, string Content)>("select version, content::text from calendar_year where calendar = @Calendar", new { table.Calendar }, cancellationToken);
        var pages = years.Select(year => new CalendarPublication(year.Version, CalendarYear.Parse(year.Content))).ToList();
        var version = pages.Count == 0 ? 1 : pages.Max(page => page.Version) + 1;
        var next = new CalendarBook(table.Calendar, [.. pages, new CalendarPublication(version, table)]);
        return (new CalendarBook(table.Calendar, pages), next.At(version), version);
    }

    /// <summary>Running clocks whose days may reach into the year.</summary>
    private Task<IReadOnlyList<Touched>> TouchedAsync(CalendarYear table, CancellationToken cancellationToken) => session.QueryAsync<Touched>("""
        select k.case_id, c.number, k.name, k.ledger::text as ledger from clock k join case_file c on c.id = k.case_id
        where k.calendar = @Calendar and k.stopped_at is null and (k.deadline >= @first or k.provisional) order by k.case_id, k.id
        """, new { table.Calendar, first = new DateOnly(table.Year, 1, 1) }, cancellationToken);
}
