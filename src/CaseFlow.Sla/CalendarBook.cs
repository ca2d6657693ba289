using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace CaseFlow.Sla;

/// <summary>A year table and the version of the calendar that it made.</summary>
public sealed record CalendarPublication(int Version, CalendarYear Table);

/// <summary>
/// All versions of one calendar, made from its publications: version n holds, for each year, the last table published with a version up to n.
/// Storing the publications is enough to count every clock by the version it was promised by.
/// </summary>
public sealed class CalendarBook(string id, IEnumerable<CalendarPublication> publications)
{
    private readonly ImmutableArray<CalendarPublication> pages = [.. publications.OrderBy(p => p.Version)];
    private readonly ConcurrentDictionary<int, WorkingCalendar> versions = new();

    /// <summary>The calendar's name.</summary>
    public string Id => id;

    /// <summary>The last version.</summary>
    public WorkingCalendar Newest => At(pages.IsEmpty ? 1 : pages[^1].Version);

    /// <summary>The calendar as it stood with this version; <see cref="Newest"/> for version 0.</summary>
    public WorkingCalendar At(int version) => version == 0 ? Newest : versions.GetOrAdd(version, Build);

    private WorkingCalendar Build(int version) =>
        new(id, pages.Where(p => p.Version <= version).GroupBy(p => p.Table.Year).Select(g => g.Last().Table), version);
}
