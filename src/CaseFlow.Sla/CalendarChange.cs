using System.Text.Json.Serialization;

namespace CaseFlow.Sla;

/// <summary>What a newly published calendar does to a clock.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalendarVerdict>))]
public enum CalendarVerdict
{
    /// <summary>The same deadline; the clock counts by the new version.</summary>
    Confirmed,

    /// <summary>The new version gives a later deadline; the clock moves to it.</summary>
    MovedLater,

    /// <summary>The new version would give an earlier deadline; the clock stays with the version it was promised by.</summary>
    PromiseKept,

    /// <summary>The clock has ended; what was is not counted again.</summary>
    Ended,
}

/// <summary>The effect of a new calendar version on one clock: a promise never moves forward.</summary>
/// <param name="Verdict">Which version counts from now on, and why.</param>
/// <param name="Before">The reading by the version it counted by.</param>
/// <param name="Proposed">The reading if the new version decided alone.</param>
/// <param name="After">The reading that counts from now on.</param>
/// <param name="Ledger">The ledger to store: its calendar version, and how far it is settled.</param>
public sealed record CalendarChange(CalendarVerdict Verdict, ClockReading Before, ClockReading Proposed, ClockReading After, ClockLedger Ledger)
{
    /// <summary>The deadline that was told before.</summary>
    public DateOnly OldDeadline => Before.DeadlineDate;

    /// <summary>The deadline that counts from now on.</summary>
    public DateOnly NewDeadline => After.DeadlineDate;

    /// <summary>The applicant should hear of it: another date, or the same one no longer provisional.</summary>
    public bool IsNews => OldDeadline != NewDeadline || Before.Provisional != After.Provisional;

    /// <summary>
    /// Weighs a new version for one clock; nothing is stored. Ask again after a resumption when a newer version exists than the one the clock counts by:
    /// the days that a pause adds may lie where only the newer one knows the holidays.
    /// </summary>
    public static CalendarChange Preview(ClockLedger ledger, WorkingCalendar oldCalendar, WorkingCalendar newCalendar, DateTimeOffset now)
    {
        var before = Clock.Read(ledger, oldCalendar, now);
        var proposed = Clock.ReadBy(ledger with { SettledUntil = null }, newCalendar, now);
        if (!before.IsOpen)
            return new(CalendarVerdict.Ended, before, proposed, before, ledger);

        if (proposed.DeadlineDate >= before.DeadlineDate)
        {
            var moved = ledger with { CalendarVersion = newCalendar.Version, SettledUntil = null };
            var verdict = proposed.DeadlineDate == before.DeadlineDate ? CalendarVerdict.Confirmed : CalendarVerdict.MovedLater;
            return new(verdict, before, proposed, Clock.Read(moved, newCalendar, now), moved);
        }

        var kept = ledger with { CalendarVersion = oldCalendar.Version, SettledUntil = newCalendar.CoveredUntil };
        return new(CalendarVerdict.PromiseKept, before, proposed, Clock.Read(kept, oldCalendar, now), kept);
    }
}
