using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Sla.Tests;

/// <summary>A random calendar over four years, a random promise, and a random pause of it.</summary>
internal sealed record World(int[] Rest, int[] Worked, int Covered, int Start, int Minute, int Budget, int PauseAfter, int PauseFor)
{
    private static readonly DateOnly First = new(2024, 1, 1);

    public WorkingCalendar Calendar { get; } = Build(Rest, Worked, Covered, 1);

    public DateTimeOffset StartedAt => ShanghaiTime.StartOf(First.AddDays(Start)).AddMinutes(Minute);

    public DateOnly StartDate => First.AddDays(Start);

    public ClockPolicy Policy => new("p", ClockUnit.WorkingDays, Budget) { Calendar = "x", AmberFromDay = Math.Max(1, Budget - 1), FinalDay = Budget, Red = true };

    public ClockLedger Ledger => ClockLedger.Start(Policy, StartedAt, Calendar);

    public ClockLedger Law => ClockLedger.Start(Policy with { Unit = ClockUnit.CalendarDays }, StartedAt, Calendar);

    public DateTimeOffset PausedAt => StartedAt.AddDays(PauseAfter);

    public DateTimeOffset ResumedAt => PausedAt.AddDays(PauseFor);

    public ClockReading Read(ClockLedger ledger, DateTimeOffset now) => Clock.Read(ledger, Calendar, now);

    public static ClockLedger Pause(ClockLedger ledger, params ReadOnlySpan<(DateTimeOffset From, DateTimeOffset To)> pauses)
    {
        foreach (var (from, to) in pauses)
            ledger = ledger.Pause(from, "R", "a").OrThrow().Resume(to).OrThrow();
        return ledger;
    }

    /// <summary>Another version of the calendar, made from other days.</summary>
    public static WorkingCalendar Build(int[] rest, int[] worked, int covered, int version)
    {
        var holidays = rest.Select(d => First.AddDays(d)).ToHashSet();
        var workdays = worked.Select(d => First.AddDays(d)).Where(d => !holidays.Contains(d)).ToHashSet();
        return new("x", Enumerable.Range(2024, 4).Select(year => new CalendarYear(
            "x", year, year < 2024 + covered, null,
            [.. holidays.Where(d => d.Year == year).Order().Select(d => new Holiday(d))],
            [.. workdays.Where(d => d.Year == year).Order()])), version);
    }

    /// <summary>Holds for every world, or fails with the smallest one found.</summary>
    public static void Always(Action<World> holds) => Prop.ForAll(Arb.From(Any, Shrink), world => { holds(world); return true; }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static Gen<World> Any =>
        from rest in Days
        from worked in Days
        from covered in Gen.Choose(0, 4)
        from start in Gen.Choose(0, 1000)
        from minute in Gen.Choose(0, (24 * 60) - 1)
        from budget in Gen.Choose(1, 30)
        from after in Gen.Choose(0, 40)
        from length in Gen.Choose(0, 30)
        select new World(rest, worked, covered, start, minute, budget, after, length);

    // Runs of up to nine days, as golden weeks are, dense enough that most promises meet one.
    private static Gen<int[]> Days =>
        from runs in (from at in Gen.Choose(0, 1400) from length in Gen.Choose(1, 9) select Enumerable.Range(at, length)).ArrayOf(40)
        select runs.SelectMany(r => r).Distinct().ToArray();

    private static IEnumerable<World> Shrink(World world)
    {
        if (world.Rest.Length > 0)
            yield return world with { Rest = world.Rest[..^1] };
        if (world.Worked.Length > 0)
            yield return world with { Worked = world.Worked[..^1] };
        if (world.PauseFor > 0)
            yield return world with { PauseFor = world.PauseFor - 1 };
        if (world.Budget > 1)
            yield return world with { Budget = world.Budget - 1 };
    }
}
