namespace CaseFlow.Cases.Clocks;

/// <summary>A time limit as it stands now. Days are counted, dates are Asia/Shanghai.</summary>
/// <param name="Name"><c>promise</c> (承诺时限) or <c>statutory</c> (法定时限), or another of the process.</param>
/// <param name="Provisional">The deadline lies beyond the last published calendar year (暂定).</param>
/// <param name="Outcome">Null while it runs; MET, MET_BY_ATTEMPT or BREACHED.</param>
/// <param name="OwnFaultDays">Paused days whose reason lies with the office: excluded for the applicant, counted for who supervises.</param>
/// <param name="Stages">The limits of its stages (环节时限).</param>
/// <param name="PauseEndsAt">When the pause that lasts ends by itself, because no days of pauses are left.</param>
/// <param name="Strip">Day by day: counted, weekend, holiday, make-up, paused. Only when asked for.</param>
public sealed record ClockView(string Name, IReadOnlyDictionary<string, string> Title, string Unit, int Budget, DateTimeOffset StartedAt, DateOnly DeadlineDate, bool Provisional,
    DateTimeOffset? AmberFrom, DateTimeOffset? FinalDayFrom, DateTimeOffset? RedFrom, IReadOnlyList<DateOnly> WorkingDays, int UsedDays, int OverdueDays, int PausedDays,
    int RawDays, int RemainingDays, string Colour, string? Outcome, DateTimeOffset? StoppedAt, IReadOnlyList<PauseView> Pauses, IReadOnlyList<StripDayView>? Strip, int OwnFaultDays,
    IReadOnlyList<StageView> Stages, DateTimeOffset? PauseEndsAt);

/// <summary>An interval in which the clock did not count.</summary>
/// <param name="OwnFault">The reason lies with the office.</param>
/// <param name="EndedBy">Who let it run again; <c>limit</c> when no days of pauses were left.</param>
public sealed record PauseView(DateTimeOffset From, DateTimeOffset? To, string Reason, string By, bool OwnFault = false, string? EndedBy = null);

/// <summary>The limit of a stage.</summary>
/// <param name="Date">Its last day; null while the stage it counts from has not been reached.</param>
/// <param name="Missed">It is over its limit, though the whole may not be.</param>
public sealed record StageView(string Stage, DateOnly? Date, bool Missed, DateTimeOffset? DoneAt);

/// <summary>One square of the day strip.</summary>
public sealed record StripDayView(DateOnly Date, string Kind, string? Name, int? Number, bool IsToday, bool IsDeadline);
