using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Clocks;

/// <summary>The clocks of the case that is being advanced: ledgers in, ledgers and their jobs out. Declared = armed: a clock and its jobs are written in one transaction.</summary>
internal sealed class ClockStore(PgSession session, JobQueue jobs, CalendarShelf calendars, DecisionLog log, CaseScope scope)
{
    private static readonly string[] Signals = [ClockSignal.Amber, ClockSignal.Urge, ClockSignal.Red, ClockSignal.PauseEnds];

    /// <summary>Starts a clock. A policy that cannot be armed is the process's fault: the step becomes an incident, never a clock without a deadline.
    /// The caller has looked that the case has none of that name: nothing starts a promise over.</summary>
    public async Task<ClockReading> StartAsync(ClockPolicy policy, DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var calendar = (await calendars.GetAsync(session, policy.Calendar, cancellationToken, scope.Case.Contents.Calendars)).Newest;
        var ledger = ClockLedger.Start(policy, from ?? scope.Now, calendar);
        var reading = Clock.Read(ledger, calendar, scope.Now);
        session.Add("""
            insert into clock (case_id, office_id, name, ledger, calendar, calendar_version, deadline, provisional, started_at, outcome, colour, remaining_days)
            values (@Id, @Office, @Name, @ledger::json, @Calendar, @CalendarVersion, @DeadlineDate, @Provisional, @StartedAt, null, @colour, @RemainingDays)
            """, new
        {
            scope.Case.Id, scope.Case.Office, policy.Name, ledger = ledger.ToJson(), policy.Calendar, ledger.CalendarVersion, reading.DeadlineDate, reading.Provisional, ledger.StartedAt,
            colour = ClockLamp.Of(reading), reading.RemainingDays,
        });
        scope.Case.Contents.Put(ledger);
        Arm(ledger, reading);
        if (reading.Provisional)
            log.Add("deadline", "PROVISIONAL");
        return reading;
    }

    /// <summary>Makes an entry in a ledger and re-arms the clock. A refused entry changes nothing and says why.</summary>
    public async Task<(LedgerEntry Entry, ClockReading? Reading)> ChangeAsync(string clock, Func<ClockLedger, LedgerEntry> change, CancellationToken cancellationToken)
    {
        if (Find(clock) is not { } before)
            return (new LedgerEntry(null!, new ClockRefusal("clock-unknown", $"本办件没有名为 {clock} 的时限。", $"The case has no clock named {clock}.")), null);
        var entry = change(before);
        if (entry.Refused is not null || entry.Ledger == before)
            return (entry, null);
        var book = await calendars.GetAsync(session, before.Policy.Calendar, cancellationToken, scope.Case.Contents.Calendars);
        var ledger = entry.Ledger;
        // The days a pause adds may lie in a year that only a later version knows.
        if (before.Pauses is [.., { To: null }] && ledger.Pauses is [.., { To: not null }] && book.Newest.Version > ledger.CalendarVersion)
            ledger = CalendarChange.Preview(ledger, book.At(ledger.CalendarVersion), book.Newest, scope.Now).Ledger;
        var reading = Clock.Read(ledger, book.At(ledger.CalendarVersion), scope.Now);
        Write(ledger, reading);
        return (entry with { Ledger = ledger }, reading);
    }

    /// <summary>Stops every clock of the case that still runs, neither met nor broken: the case ends without what was promised.</summary>
    public async Task AbandonAllAsync(CancellationToken cancellationToken)
    {
        foreach (var running in scope.Case.Contents.Clocks.Where(ledger => ledger.StoppedAt is null).ToList())
            if ((await ChangeAsync(running.Policy.Name, ledger => ledger.Abandon(scope.Now), cancellationToken)).Entry.Refused is { } refused)
                throw RefusedException.Conflict(refused.Code, refused.Zh, refused.En);
    }

    /// <summary>An entry made by an activity: refused entries become incidents, which an operator sees.</summary>
    public async Task<ActivityAnswer> EnterAsync(string clock, Func<ClockLedger, LedgerEntry> change, CancellationToken cancellationToken)
    {
        var (entry, reading) = await ChangeAsync(clock, change, cancellationToken);
        return entry.Refused is { } refused ? ActivityAnswer.Failed(refused.Code, refused.En)
            : ActivityAnswer.Done(reading is null ? null : new { deadline = reading.DeadlineDate, outcome = ClockViews.Word(reading.Outcome) });
    }

    public ClockLedger Load(string clock) =>
        Find(clock) ?? throw new InvalidOperationException($"Case {scope.Case.Number} has no clock named {clock}.");

    /// <summary>The ledger of a clock of this case, or null if none of that name was started.</summary>
    public ClockLedger? Find(string clock) => scope.Case.Contents.Clocks.FirstOrDefault(one => one.Policy.Name == clock);

    /// <summary>The calendar version a ledger counts by.</summary>
    private async Task<WorkingCalendar> CalendarOfAsync(ClockLedger ledger, CancellationToken cancellationToken) =>
        (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken, scope.Case.Contents.Calendars)).At(ledger.CalendarVersion);

    /// <summary>What a ledger says now, by the calendar version it counts by.</summary>
    public async Task<ClockReading> ReadAsync(ClockLedger ledger, CancellationToken cancellationToken) =>
        Clock.Read(ledger, await CalendarOfAsync(ledger, cancellationToken), scope.Now);

    /// <summary>Stores a ledger with what is derived from it, and its jobs.</summary>
    public void Write(ClockLedger ledger, ClockReading reading)
    {
        scope.Case.Contents.Put(ledger);
        session.Add("""
            update clock set ledger = @ledger::json, calendar_version = @CalendarVersion, deadline = @DeadlineDate, provisional = @Provisional, stopped_at = @StoppedAt, outcome = @outcome,
                office_id = @Office, colour = @colour, remaining_days = @RemainingDays
            where case_id = @Id and name = @Name
            """, new
        {
            ledger = ledger.ToJson(), ledger.CalendarVersion, reading.DeadlineDate, reading.Provisional, ledger.StoppedAt, scope.Case.Office, colour = ClockLamp.Of(reading), reading.RemainingDays,
            outcome = ledger.StoppedAt is null ? null : ClockViews.Word(reading.Outcome), scope.Case.Id, ledger.Policy.Name,
        }, 1);
        Disarm(ledger);
        Arm(ledger, reading);
    }

    private void Arm(ClockLedger ledger, ClockReading reading)
    {
        foreach (var (signal, stage, due) in Alarms(ledger, reading))
        {
            jobs.Enqueue(new Job(JobKind.Clock, CaseJson.Element(new ClockAlarm(ledger.Policy.Name, signal, stage)), due, scope.Case.Id,
                Key: Key(scope.Case.Id, ledger, signal, stage)));
        }
    }

    /// <summary>What a clock still has to announce: nothing while it stands still, but that it must run again. The order matters: cards due at one instant are raised in this order.</summary>
    public static IEnumerable<(string Signal, string? Stage, DateTimeOffset Due)> Alarms(ClockLedger ledger, ClockReading reading)
    {
        if (!reading.IsOpen)
            return [];
        if (ledger.OpenPause is not null)
            return ledger.PauseEndsAt is { } end ? [(ClockSignal.PauseEnds, null, end)] : [];
        var all = new List<(string Signal, string? Stage, DateTimeOffset? Due)> { (ClockSignal.Amber, null, reading.AmberFrom) };
        all.AddRange(reading.StageDues.Where(stage => stage.DoneAt is null).Select(stage => (ClockSignal.Stage, (string?)stage.Stage, stage.DueInstant)));
        all.AddRange([(ClockSignal.Urge, null, reading.FinalDayFrom), (ClockSignal.Red, null, reading.RedFrom)]);
        return all.Where(alarm => alarm.Due is not null).Select(alarm => (alarm.Signal, alarm.Stage, alarm.Due!.Value));
    }

    // What was due before this entry stays: an entry that comes a moment after the deadline must not take the red card away before a worker raised it.
    private void Disarm(ClockLedger ledger) => jobs.CancelUpcoming(Signals.Select(signal => Key(scope.Case.Id, ledger, signal, null))
        .Concat(ledger.Policy.Stages.Select(stage => Key(scope.Case.Id, ledger, ClockSignal.Stage, stage.Stage))));

    /// <summary>The key of the job that announces it.</summary>
    public static string Key(long caseId, ClockLedger ledger, string signal, string? stage) => $"clock/{caseId}/{ledger.Policy.Name}/{signal}/{stage}";
}
