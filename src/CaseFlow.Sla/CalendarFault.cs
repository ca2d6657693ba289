using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CaseFlow.Sla;

/// <summary>An error keeps a year table from being published; a warning asks a person to look twice.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultSeverity>))]
public enum FaultSeverity
{
    /// <summary>Keeps the table from being published.</summary>
    Error,

    /// <summary>Allowed, but unusual.</summary>
    Warning,
}

/// <summary>One thing wrong with a year table.</summary>
/// <param name="Code">Stable; programs may rely on it.</param>
/// <param name="Zh">What is wrong and what to do, in Chinese.</param>
/// <param name="En">The same in English.</param>
/// <param name="Path">Where in the JSON, such as <c>$.holidays[3]</c>.</param>
public sealed record CalendarFault(FaultSeverity Severity, string Code, string Zh, string En, string Path);

/// <summary>What reading a year table gave: the table when nothing is wrong with it, and everything that is.</summary>
public sealed record CalendarYearReading(CalendarYear? Year, ImmutableArray<CalendarFault> Faults)
{
    /// <summary>No fault is an error.</summary>
    public bool IsSound => Year is not null;
}

/// <summary>A year table was refused; every fault at once.</summary>
public sealed class CalendarYearException(ImmutableArray<CalendarFault> faults)
    : Exception(string.Join(" ", faults.Where(f => f.Severity == FaultSeverity.Error).Select(f => $"{f.Code}: {f.En}")))
{
    /// <summary>Errors and warnings, in the order of the file.</summary>
    public ImmutableArray<CalendarFault> Faults { get; } = faults;
}
