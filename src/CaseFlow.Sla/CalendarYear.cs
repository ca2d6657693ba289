using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Sla;

/// <summary>
/// The table of one year: rest days beside the weekends, and weekend days that are worked. Source: the yearly notice of the State Council.
/// A year that is not <paramref name="Published"/> holds only what the law already fixes; every deadline that touches it is provisional.
/// </summary>
/// <param name="Calendar">The calendar it belongs to, such as <c>cn-mainland</c>.</param>
/// <param name="Notice">The notice it was taken from; null while there is none.</param>
public sealed record CalendarYear(
    string Calendar, int Year, bool Published, string? Notice, ImmutableArray<Holiday> Holidays, ImmutableArray<DateOnly> Workdays)
{
    /// <summary>Reads a table and names every fault at once. <paramref name="calendar"/> and <paramref name="year"/> stand in when the file leaves them out, and must agree when it does not.</summary>
    public static CalendarYearReading Read(string json, string? calendar = null, int? year = null) => CalendarYearReader.Read(json, calendar, year);

    /// <summary>Reads a table; warnings pass, errors throw <see cref="CalendarYearException"/> with all of them.</summary>
    public static CalendarYear Parse(string json) => Read(json) is var reading && reading.Year is { } year ? year : throw new CalendarYearException(reading.Faults);

    /// <summary>Every fault of a table that was not read from a file.</summary>
    public ImmutableArray<CalendarFault> Validate() => CalendarYearRules.Check(this);

    /// <summary>The same form <see cref="Parse"/> reads, days in order.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        this with { Holidays = [.. Holidays.OrderBy(h => h.Date)], Workdays = [.. Workdays.Order()] }, SlaJson.Indented);
}
