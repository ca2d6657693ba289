using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Calendars;

/// <summary>A deadline that a new year table touches.</summary>
/// <param name="Verdict">MovedLater, Confirmed (no longer provisional) or PromiseKept (the new table would be earlier).</param>
public sealed record DeadlineChange(string Case, string Clock, DateOnly Old, DateOnly New, string Verdict);

/// <summary>How many open time limits a table touches.</summary>
/// <param name="Moved">Get a later deadline; their applicants are told.</param>
/// <param name="Confirmed">Keep their deadline, which is no longer provisional.</param>
/// <param name="Kept">Would get an earlier one and keep the one that was promised.</param>
/// <param name="Unchanged">Nothing that anybody would see.</param>
public sealed record CalendarCounts(int Moved, int Confirmed, int Kept, int Unchanged);

/// <summary>What a table would do: the version it would make, how many open time limits it would touch, and a page of them.</summary>
/// <param name="Counts">Of all offices; only with the first page.</param>
/// <param name="Moved">Those of the offices one sees whose deadline changes or is no longer provisional.</param>
/// <param name="Next">Pass it as <c>after</c> to read on; null at the end.</param>
public sealed record CalendarPreview(string Calendar, int Year, int Version, bool Published, CalendarCounts? Counts, IReadOnlyList<DeadlineChange> Moved, string? Next);

/// <summary>A year table as it was stored.</summary>
/// <param name="Recount">The recount of the open time limits it may touch, which goes on in the background; null when there are none.</param>
public sealed record CalendarPublished(string Calendar, int Year, int Version, bool Published, RecountView? Recount);

/// <summary>Previews and publishes year tables.</summary>
internal sealed class CalendarDesk(PgSession session, JobQueue jobs, ICurrentActor actor, TimeProvider time)
{
    // Ledgers that are read at once: the preview of a hundred thousand open clocks needs the room of these.
    private const int Batch = 1_000;

    private sealed record Span(long? Last, int Total);

    /// <summary>Reads a year table; every fault at once.</summary>
    public static CalendarYear Read(string calendar, int year, JsonElement table)
    {
        var reading = CalendarYear.Read(table.GetRawText(), calendar, year);
        return reading.Year ?? throw new RefusedException(RefusalKind.Invalid,
            [.. reading.Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => new Refusal(fault.Code, fault.Zh, fault.En, fault.Path))]);
    }

    /// <summary>What publishing would do, without doing it. The first page weighs every open clock for the counts; the next ones go on where the page before ended.</summary>
    public async Task<CalendarPreview> PreviewAsync(CalendarYear table, string? after, int limit, CancellationToken cancellationToken)
    {
        var (book, next) = await VersionsAsync(table, cancellationToken);
        var (moved, counts, place, more) = (new List<DeadlineChange>(), new int[4], long.TryParse(after, out var read) ? read : 0, (string?)null);
        var first = place == 0;
        for (IReadOnlyList<TouchedClock> rows; (rows = await TouchedClock.ReadAsync(session, table.Calendar, table.Year, place, long.MaxValue, Batch, cancellationToken)).Count > 0; place = rows[^1].Id)
        {
            foreach (var row in rows)
            {
                var change = row.Weigh(book, next, time.GetUtcNow());
                counts[!change.IsNews ? 3 : change.Verdict == CalendarVerdict.MovedLater ? 0 : change.Verdict == CalendarVerdict.Confirmed ? 1 : 2]++;
                if (!change.IsNews || !actor.Actor.Sees(row.OfficePath))
                    continue;
                if (moved.Count < limit)
                    moved.Add(new DeadlineChange(row.Number, row.Name, change.OldDeadline, change.NewDeadline, change.Verdict.ToString()));
                else
                    more ??= $"{row.Id - 1}";
            }
            if (!first && more is not null)
                break;
        }
        return new CalendarPreview(table.Calendar, table.Year, next.Version, table.Published, first ? new CalendarCounts(counts[0], counts[1], counts[2], counts[3]) : null, moved, more);
    }

    /// <summary>Stores the table as a new calendar version, by which new promises are counted from now on, and begins the recount of those that are open.</summary>
    public async Task<CalendarPublished> PublishAsync(CalendarYear table, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("insert into calendar (id, version) values (@Calendar, 0) on conflict do nothing", new { table.Calendar }, cancellationToken);
        await session.ExecuteAsync("select 1 from calendar where id = @Calendar for update", new { table.Calendar }, cancellationToken);
        var (_, next) = await VersionsAsync(table, cancellationToken);
        var now = time.GetUtcNow();
        await session.ExecuteAsync("insert into calendar_year (calendar, year, version, content, imported_at, imported_by) values (@Calendar, @Year, @Version, @content::jsonb, @now, @by)",
            new { table.Calendar, table.Year, next.Version, content = table.ToJson(), now, by = actor.Actor.Login }, cancellationToken);
        await session.ExecuteAsync("update calendar set version = @Version where id = @Calendar", new { table.Calendar, next.Version }, cancellationToken);
        var span = await session.SingleAsync<Span>($"select max(k.id) as last, count(*)::int as total from clock k where {TouchedClock.Condition}",
            new { table.Calendar, first = new DateOnly(table.Year, 1, 1) }, cancellationToken);
        if (span.Total == 0)
            return new CalendarPublished(table.Calendar, table.Year, next.Version, table.Published, null);
        var recount = await session.SingleAsync<RecountView>($"""
            insert into recount (calendar, year, version, last, total, started_at, started_by) values (@Calendar, @Year, @Version, @Last, @Total, @now, @by) returning {RecountView.Columns}
            """, new { table.Calendar, table.Year, next.Version, span.Last, span.Total, now, by = actor.Actor.Login }, cancellationToken);
        jobs.Enqueue(RecountRunner.JobOf(recount.Id, now));
        return new CalendarPublished(table.Calendar, table.Year, next.Version, table.Published, recount);
    }

    /// <summary>The versions so far, and the one this table would make.</summary>
    private async Task<(CalendarBook Book, WorkingCalendar Next)> VersionsAsync(CalendarYear table, CancellationToken cancellationToken)
    {
        var years = await session.QueryAsync<(int Version, string Content)>("select version, content::text from calendar_year where calendar = @Calendar", new { table.Calendar }, cancellationToken);
        var pages = years.Select(year => new CalendarPublication(year.Version, CalendarYear.Parse(year.Content))).ToList();
        var version = pages.Count == 0 ? 1 : pages.Max(page => page.Version) + 1;
        return (new CalendarBook(table.Calendar, pages), new CalendarBook(table.Calendar, [.. pages, new CalendarPublication(version, table)]).At(version));
    }
}
