namespace CaseFlow.Cases.Clocks;

/// <summary>A time limit as it stands now. Days are counted, dates are Asia/Shanghai.</summary>
/// <param name="Name"><c>promise</c> (承诺时限) or <c>statutory</c> (法定时限), or another of the process.</param>
/// <param name="Provisional">The deadline lies beyond the last published calendar year (暂定).</param>
/// <param name="Outcome">Null while it runs; MET, MET_BY_ATTEMPT or BREACHED.</param>
/// <param name="Strip">Day by day: counted, weekend, holiday, make-up, paused. Only when asked for.</param>
public sealed record ClockView(string Name, IReadOnlyDictionary<string, string> Title, string Unit, int Budget, DateTimeOffset StartedAt, DateOnly DeadlineDate, bool Provisional,
    DateTimeOffset? AmberFrom, DateTimeOffset? FinalDayFrom, DateTimeOffset? RedFrom, IReadOnlyList<DateOnly> WorkingDays, int UsedDays, int OverdueDays, int PausedDays,
    int RawDays, int RemainingDays, string Colour, string? Outcome, DateTimeOffset? StoppedAt, IReadOnlyList<PauseView> Pauses, IReadOnlyList<StripDayView>? Strip);

/// <summary>An interval in which the clock did not count.</summary>
public sealed record PauseView(DateTimeOffset From, DateTimeOffset? To, string Reason, string By);

/// <summary>One square of the day strip.</summary>
public sealed record StripDayView(DateOnly Date, string Kind, string? Name, int? Number, bool IsToday, bool IsDeadline);
