using System.Text.Json;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Clocks;

/// <summary>Clocks as people see them.</summary>
internal sealed class ClockViews(PgSession session, CalendarShelf calendars, TimeProvider time)
{
    public async Task<IReadOnlyList<ClockView>> OfAsync(CaseContents contents, bool withStrip, CancellationToken cancellationToken)
    {
        var views = new List<ClockView>();
        foreach (var ledger in contents.Clocks)
        {
            var calendar = (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken, contents.Calendars)).At(ledger.CalendarVersion);
            views.Add(View(ledger, calendar, time.GetUtcNow(), withStrip));
        }
        return views;
    }

    public static string? Word(ClockOutcome? outcome) => outcome is { } known ? JsonSerializer.SerializeToElement(known).GetString() : null;

    private static ClockView View(ClockLedger ledger, WorkingCalendar calendar, DateTimeOffset now, bool withStrip)
    {
        var (policy, reading) = (ledger.Policy, Clock.Read(ledger, calendar, now));
        return new ClockView(policy.Name, policy.Title, policy.Unit.ToString(), policy.Budget, Local(ledger.StartedAt)!.Value, reading.DeadlineDate, reading.Provisional,
            Local(reading.AmberFrom), Local(reading.FinalDayFrom), Local(reading.RedFrom), reading.WorkingDays, reading.UsedDays, reading.OverdueDays, reading.PausedDays,
            reading.RawDays, reading.RemainingDays, reading.Colour.ToString(), Word(reading.Outcome), Local(ledger.StoppedAt),
            [.. ledger.Pauses.Select(Pause)],
            withStrip ? [.. DayStrip.Of(ledger, calendar, now).Select(day => new StripDayView(day.Date, day.Kind.ToString(), day.Name, day.Number, day.IsToday, day.IsDeadline))] : null,
            reading.OwnFaultDays, [.. reading.StageDues.Select(stage => new StageView(stage.Stage, stage.Date, stage.Missed, Local(stage.DoneAt)))], Local(ledger.PauseEndsAt));
    }

    public static PauseView Pause(Pause pause) => new(pause.From, pause.To, pause.Reason, pause.Actor, pause.OwnFault, pause.EndedBy);

    private static DateTimeOffset? Local(DateTimeOffset? instant) => instant?.ToOffset(ShanghaiTime.Offset);
}
