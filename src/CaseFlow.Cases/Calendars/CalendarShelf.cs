using System.Collections.Concurrent;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Calendars;

/// <summary>The calendars with all their versions. Each node keeps what it has read; one small look at the version number tells it when to read again.</summary>
internal sealed class CalendarShelf
{
    private readonly ConcurrentDictionary<string, (int Version, CalendarBook Book)> books = new();

    /// <param name="versions">The version numbers where the transaction has read them already.</param>
    public async Task<CalendarBook> GetAsync(PgSession session, string calendar, CancellationToken cancellationToken, IReadOnlyDictionary<string, int>? versions = null)
    {
        var version = versions is not null && versions.TryGetValue(calendar, out var read) ? read : await session.SingleOrDefaultAsync<int?>("select version from calendar where id = @calendar", new { calendar }, cancellationToken)
            ?? throw RefusedException.NotFound("calendar-unknown", "没有这个工作日历。", "There is no such calendar.");
        if (books.TryGetValue(calendar, out var known) && known.Version == version)
            return known.Book;
        var years = await session.QueryAsync<(int Version, string Content)>("select version, content::text from calendar_year where calendar = @calendar", new { calendar }, cancellationToken);
        var book = new CalendarBook(calendar, years.Select(year => new CalendarPublication(year.Version, CalendarYear.Parse(year.Content))));
        // What this transaction has just published and not committed must not be kept for others.
        if (!await session.SingleAsync<bool>("select exists (select 1 from calendar where id = @calendar and xmin = pg_current_xact_id_if_assigned()::xid)", new { calendar }, cancellationToken))
            books[calendar] = (version, book);
        return book;
    }
}
