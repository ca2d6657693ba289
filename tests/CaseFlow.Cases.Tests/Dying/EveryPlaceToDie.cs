namespace CaseFlow.Cases.Tests.Dying;

/// <summary>One case lives its life undisturbed and every place is noted where a process or a connection could die. Then one case a place lives the same life and dies there,
/// a new node takes over, and every row of every table and every answer must be what they were without the death: nothing lost, nothing doubled.</summary>
public sealed class EveryPlaceToDie(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private sealed record Lived(IReadOnlyList<string> Story, IReadOnlyList<string> Outside, IReadOnlyDictionary<string, long> Grown);

    [Fact]
    public async Task A_process_that_dies_at_any_hold_point_loses_nothing_and_doubles_nothing()
    {
        await PrepareAsync();
        var places = new List<string>();
        var undisturbed = await LiveAsync(place => { lock (places) places.Add(place); return false; });
        new[] { "session:before-save", "session:before-commit", "session:after-commit", "job:claimed", "job:after-work" }.Except(places).ShouldBeEmpty();
        places.Count.ShouldBeGreaterThan(60);
        await DieEverywhereAsync(undisturbed, places, async n =>
        {
            var passed = 0;
            return await LiveAsync(_ => Interlocked.Increment(ref passed) == n);
        });
    }

    [Fact]
    public async Task A_connection_killed_between_any_two_statements_loses_nothing_and_doubles_nothing()
    {
        await PrepareAsync();
        var triggers = new Triggers(office.Database);
        await triggers.InstallAsync();
        await triggers.RecordAsync();
        var undisturbed = await LiveAsync(null);
        var statements = await triggers.LogAsync();
        new[] { "case_file", "clock", "command_key", "decision", "incident", "job", "message", "paper", "person", "signal", "task", "webhook_event", "workflow_instance" }
            .Except(statements.Select(statement => statement.Split(' ')[1])).ShouldBeEmpty("the life of the case must write to every table that a case can write to");
        await DieEverywhereAsync(undisturbed, statements, async n =>
        {
            await triggers.KillAtAsync(n);
            var lived = await LiveAsync(null);
            (await triggers.HasKilledAsync()).ShouldBeTrue();
            return lived;
        });
    }

    private static async Task DieEverywhereAsync(Lived undisturbed, IReadOnlyList<string> places, Func<int, Task<Lived>> dieAsync)
    {
        var wrong = new List<string>();
        for (var n = 1; n <= places.Count; n++)
        {
            var lived = await dieAsync(n);
            var difference = Difference(undisturbed, lived);
            if (difference is not null)
                wrong.Add($"death {n} at «{places[n - 1]}»: {difference}");
        }
        wrong.ShouldBeEmpty();
    }

    private static string? Difference(Lived expected, Lived actual)
    {
        for (var i = 0; i < expected.Story.Count; i++)
        {
            var (before, after) = (expected.Story[i].Split('\n'), actual.Story[i].Split('\n'));
            if (!before.SequenceEqual(after))
                return $"step {i}: missing {string.Join(" | ", before.Except(after))}; too much {string.Join(" | ", after.Except(before))}; {before.Length} rows became {after.Length}";
        }
        if (!expected.Outside.SequenceEqual(actual.Outside))
            return $"the outside was asked under {string.Join(", ", actual.Outside)}";
        return expected.Grown.OrderBy(one => one.Key).SequenceEqual(actual.Grown.OrderBy(one => one.Key)) ? null
            : "tables grew by " + string.Join(", ", actual.Grown.Where(one => expected.Grown[one.Key] != one.Value).Select(one => $"{one.Key} {one.Value} instead of {expected.Grown[one.Key]}"));
    }

    private async Task<Lived> LiveAsync(Func<string, bool>? diesAt)
    {
        var rows = new Rows(office.Database);
        var before = await rows.CountsAsync();
        await using var life = new Life(office, diesAt);
        await life.LiveAsync();
        var after = await rows.CountsAsync();
        await office.JournalFoldsToStateAsync(life.CaseId);
        return new Lived(life.Story, [.. life.OutsideKeys], after.ToDictionary(one => one.Key, one => one.Value - before[one.Key]));
    }

    /// <summary>Ids that no other number in the rows can be taken for; one case that has brought the applicant into the database.</summary>
    private async Task PrepareAsync()
    {
        await office.Database.ExecuteAsync("select setval('case_file_id', greatest(700000000, (select max(id) from case_file)))");
        await LiveAsync(null);
    }
}
