using System.Text.Json.Serialization;

namespace CaseFlow.Sla;

/// <summary>What a date is to somebody who counts working days.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DayKind>))]
public enum DayKind
{
    /// <summary>A plain Monday to Friday.</summary>
    Working,

    /// <summary>A plain Saturday or Sunday.</summary>
    Weekend,

    /// <summary>A rest day of the year table, whatever its weekday.</summary>
    Holiday,

    /// <summary>调休上班: a rest day that the year table turns into a working day.</summary>
    MakeUpWorking,
}

/// <summary>A rest day of a year table. The name may be missing: some notices give only dates.</summary>
public sealed record Holiday(DateOnly Date, string? Name = null);
