using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Forecast;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Bench;

/// <summary>How good the forecast is: a made-up history of cases whose times are known is played day by day. The product learns each day's ends as it does at night (<see cref="Foresight.LearnAsync"/>) and is asked every
/// morning at ten what it says of each open limit (<see cref="Foresight.Look"/>), knowing nothing of what comes. Then what was said is held against what came.</summary>
internal static class BackTest
{
    /// <summary>Twice the same numbers.</summary>
    private const int Seed = 20260105;

    private const int CasesADay = 40;
    private static readonly DateOnly First = new(2026, 1, 5), Judged = new(2026, 4, 1), Slower = new(2026, 6, 1), Last = new(2026, 8, 31);

    /// <summary>Working hours in each state: log-normal around a median.</summary>
    private static readonly (string State, double Median, double Sigma)[] States = [("ACCEPTED", 3, 0.6), ("REVIEW", 5, 0.6), ("PRODUCTION", 22, 0.35), ("HANDOVER", 4, 0.5), ("DELIVERY", 9, 0.5)];

    private static readonly ClockPolicy Promise = new("promise", ClockUnit.WorkingDays, 7) { AmberFromDay = 6, FinalDay = 7, Red = true };

    private sealed record Case(long Id, IReadOnlyList<StageEntry> Stages, ClockLedger Open, ClockLedger Ended, bool Late, DateTimeOffset Deadline);

    private sealed record Said(long Case, int Day, double Probability, bool Late);

    public static async Task RunAsync(Options options, CancellationToken stop)
    {
        Console.WriteLine($"""
            Played: {CasesADay} cases a working day from {First:yyyy-MM-dd}, seven working days promised; judged are those accepted from {Judged:yyyy-MM-dd} on. Working hours in a state are log-normal, median and sigma:
            {string.Join(", ", States.Select(one => $"{one.State} {one.Median} h {one.Sigma}"))}; one case in ten takes 1.7 times as long in REVIEW and PRODUCTION, and nobody is told. Seed {Seed}.
            """);
        await PlayAsync("steady", _ => 1, options, stop);
        await PlayAsync($"from {Slower:yyyy-MM-dd} on PRODUCTION takes a quarter longer", day => day >= Slower ? 1.25 : 1, options, stop);
    }

    private static async Task PlayAsync(string what, Func<DateOnly, double> production, Options options, CancellationToken stop)
    {
        await using var bed = await Bed.MakeAsync(options);
        await using var scope = bed.Services.CreateAsyncScope();
        var (session, foresight, hours) = (scope.ServiceProvider.GetRequiredService<PgSession>(), scope.ServiceProvider.GetRequiredService<Foresight>(), new WorkingHours(new TimeOnly(9, 0), new TimeOnly(17, 0)));
        await session.BeginAsync(stop);
        var calendar = (await scope.ServiceProvider.GetRequiredService<CalendarShelf>().GetAsync(session, "cn-mainland", stop)).Newest;
        await session.CommitAsync(stop);
        var cases = Make(production, hours, calendar);
        await StoreAsync(bed, cases);

        var (said, open, next) = (new List<Said>(), new List<Case>(), 0);
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            var ten = ShanghaiTime.StartOf(day).AddHours(10);
            for (; next < cases.Count && cases[next].Open.StartedAt < ten; next++)
                open.Add(cases[next]);
            open.RemoveAll(one => one.Ended.StoppedAt <= ten || one.Deadline <= ten);
            await session.BeginAsync(stop);
            if (calendar.IsWorkingDay(day) && day >= Judged)
            {
                var past = await foresight.PastAsync(day, null, stop);
                foreach (var one in open.Where(one => ShanghaiTime.DateOf(one.Open.StartedAt) >= Judged))
                    if (foresight.Look(past, "played", one.Open, Clock.Read(one.Open, calendar, ten), [.. one.Stages.Where(stage => stage.At <= ten)], calendar, ten) is { } outlook)
                        said.Add(new Said(one.Id, calendar.WorkingDaysBetween(ShanghaiTime.DateOf(one.Open.StartedAt), day), outlook.Probability, one.Late));
            }
            await foresight.LearnAsync(day, ShanghaiTime.StartOf(day).ToUniversalTime(), ShanghaiTime.EndOf(day).ToUniversalTime(), calendar, stop);
            await session.CommitAsync(stop);
        }
        Tell(what, cases, said);
    }

    private static List<Case> Make(Func<DateOnly, double> production, WorkingHours hours, WorkingCalendar calendar)
    {
        var (chance, cases) = (new Random(Seed), new List<Case>());
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            if (!calendar.IsWorkingDay(day))
                continue;
            foreach (var minute in Enumerable.Range(0, CasesADay).Select(_ => chance.Next(0, 480)).Order())
            {
                var (at, hard, stages) = (ShanghaiTime.StartOf(day).AddHours(9).AddMinutes(minute), chance.NextDouble() < 0.1, new List<StageEntry>());
                var start = at;
                foreach (var (state, median, sigma) in States)
                {
                    stages.Add(new StageEntry(state, at));
                    var normal = Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
                    var took = median * Math.Exp(sigma * normal) * (hard && (state is "REVIEW" or "PRODUCTION") ? 1.7 : 1) * (state == "PRODUCTION" ? production(ShanghaiTime.DateOf(at)) : 1);
                    at = After(at, TimeSpan.FromHours(took), hours, calendar);
                }
                var open = ClockLedger.Start(Promise, start, calendar);
                var ended = open.Stop(at).OrThrow();
                cases.Add(new Case(1_000_000 + cases.Count, stages, open, ended, Clock.Read(ended, calendar, at).Outcome == ClockOutcome.Breached, Clock.Read(open, calendar, start).DeadlineInstant));
            }
        }
        return cases;
    }

    /// <summary>The instant so much working time after another.</summary>
    private static DateTimeOffset After(DateTimeOffset from, TimeSpan time, WorkingHours hours, WorkingCalendar calendar)
    {
        for (var day = ShanghaiTime.DateOf(from); ; day = day.AddDays(1))
        {
            var (opens, closes) = (ShanghaiTime.StartOf(day) + hours.Opens.ToTimeSpan(), ShanghaiTime.StartOf(day) + hours.Closes.ToTimeSpan());
            var begins = from > opens ? from : opens;
            if (!calendar.IsWorkingDay(day) || begins >= closes)
                continue;
            if (time <= closes - begins)
                return begins + time;
            time -= closes - begins;
        }
    }

    private static async Task StoreAsync(Bed bed, List<Case> cases)
    {
        var sample = await bed.StartAsync();
        await using var connection = await bed.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into case_file (id, number, query_code, process, version, state, office_id, channel, applicant_id, facts, opened_at, closed_at, stages)
            select one.id, 'P' || one.id, 'P' || one.id, 'played', 1, 'DONE', c.office_id, 'counter', c.applicant_id, '{}', one.opened, one.closed, one.stages::jsonb
            from unnest(@ids, @opened, @closed, @stages) as one (id, opened, closed, stages), case_file c where c.id = @sample;
            insert into clock (case_id, office_id, name, ledger, calendar, calendar_version, deadline, provisional, started_at, stopped_at, outcome, remaining_days)
            select one.id, c.office_id, 'promise', one.ledger::jsonb, 'cn-mainland', 1, '2026-12-31', false, one.opened, one.closed, one.outcome, 0
            from unnest(@ids, @opened, @closed, @ledgers, @outcomes) as one (id, opened, closed, ledger, outcome), case_file c where c.id = @sample;
            analyze case_file, clock
            """, new
        {
            sample = sample.Case.Id, ids = cases.Select(one => one.Id).ToArray(), opened = cases.Select(one => one.Open.StartedAt.UtcDateTime).ToArray(), closed = cases.Select(one => one.Ended.StoppedAt!.Value.UtcDateTime).ToArray(),
            stages = cases.Select(one => CaseJson.Element(one.Stages).GetRawText()).ToArray(), ledgers = cases.Select(one => one.Ended.ToJson()).ToArray(), outcomes = cases.Select(one => one.Late ? "BREACHED" : "MET").ToArray(),
        });
    }

    private static void Tell(string what, List<Case> cases, List<Said> said)
    {
        Console.WriteLine($"""

            == {what}
            {cases.Count:N0} cases, {said.Select(one => one.Case).Distinct().Count():N0} of them judged: {100.0 * said.DistinctBy(one => one.Case).Count(one => one.Late) / said.DistinctBy(one => one.Case).Count():0.0} % were late; {said.Count:N0} times something was said
            morning of working day    open      late   Brier  of who says only how many were late that day
            """);
        foreach (var day in said.GroupBy(one => one.Day).OrderBy(day => day.Key))
            Console.WriteLine($"{day.Key,22} {day.Count(),7:N0} {100.0 * day.Count(one => one.Late) / day.Count(),7:0.0} % {Brier(day),7:0.000}  {Base(day):0.000}");
        Console.WriteLine($"{"all",22} {said.Count,7:N0} {100.0 * said.Count(one => one.Late) / said.Count,7:0.0} % {Brier(said),7:0.000}  {Base(said):0.000}");
        Console.WriteLine("said             times  on average  were late");
        foreach (var band in said.GroupBy(one => Math.Min(9, (int)(10 * one.Probability))).OrderBy(band => band.Key))
            Console.WriteLine($"{10 * band.Key,3}–{10 * band.Key + 10,3} % {band.Count(),12:N0} {100 * band.Average(one => one.Probability),9:0.0} % {100.0 * band.Count(one => one.Late) / band.Count(),8:0.0} %");
        Console.WriteLine("«will be late unless», two working days before the last one     on it   precision   recall");
        var early = said.Where(one => one.Day == Promise.Budget - 2).ToList();
        foreach (var least in new[] { Foresight.Least, 0.5 })
        {
            var listed = early.Where(one => one.Probability >= least).ToList();
            Console.WriteLine($"  from {100 * least:0} % on {listed.Count,52:N0} {100.0 * listed.Count(one => one.Late) / listed.Count,9:0.0} % {100.0 * listed.Count(one => one.Late) / early.Count(one => one.Late),6:0.0} %");
        }
    }

    private static double Brier(IEnumerable<Said> said) => said.Average(one => Math.Pow(one.Probability - (one.Late ? 1 : 0), 2));

    private static double Base(IEnumerable<Said> said) => said.Average(one => one.Late ? 1.0 : 0) is var share ? share * (1 - share) : 0;
}
