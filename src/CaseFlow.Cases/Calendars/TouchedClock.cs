using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Calendars;

/// <summary>A running clock whose days may reach into the year of a table.</summary>
internal sealed record TouchedClock(long Id, long CaseId, string Number, string Name, string Ledger, string OfficePath)
{
    /// <summary>For a <c>clock k</c>: <c>@Calendar</c>, <c>@first</c> day of the year.</summary>
    public const string Condition = "k.calendar = @Calendar and k.stopped_at is null and (k.deadline >= @first or k.provisional)";

    /// <summary>The next ones by their ids: a range of the index of running clocks.</summary>
    public static Task<IReadOnlyList<TouchedClock>> ReadAsync(PgSession session, string calendar, int year, long after, long last, int take, CancellationToken cancellationToken) =>
        session.QueryAsync<TouchedClock>($"""
            select k.id, k.case_id, c.number, k.name, k.ledger::text as ledger, o.path as office_path from clock k join case_file c on c.id = k.case_id join office o on o.id = c.office_id
            where {Condition} and k.id > @after and k.id <= @last order by k.id limit @take
            """, new { Calendar = calendar, first = new DateOnly(year, 1, 1), after, last, take }, cancellationToken);

    public CalendarChange Weigh(CalendarBook book, WorkingCalendar next, DateTimeOffset now)
    {
        var ledger = ClockLedger.Parse(Ledger);
        return CalendarChange.Preview(ledger, book.At(ledger.CalendarVersion), next, now);
    }
}
