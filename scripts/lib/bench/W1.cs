using System.Collections.Concurrent;
using CaseFlow.Cases.Cases;

namespace CaseFlow.Bench;

/// <summary>W1: start with a payload of one kilobyte → four durable steps → wait for a person, a deadline of seven days armed → the person acts → three steps → closed, deadline disarmed.
/// Every acknowledgement after the commit is on disk.</summary>
internal static class W1
{
    public static async Task RunAsync(Options options, Report report, CancellationToken stop)
    {
        Report.Say("W1 through the command pipeline …");
        await using var bed = await Bed.MakeAsync(options);
        var ceiling = new Ceiling(bed.Database);
        var sample = await bed.StartAsync();
        await ceiling.LearnAsync(sample.Case.Id, isFinished: false);
        await bed.CompleteAsync(sample.Case.Tasks.Single().Id);
        await ceiling.LearnAsync(sample.Case.Id, isFinished: true);

        var length = TimeSpan.FromSeconds(options.Seconds);
        // The compiler goes on improving what runs for some seconds.
        var warm = TimeSpan.FromSeconds(Math.Max(8, options.Seconds / 2));
        var (rows, cases) = (new ConcurrentBag<long>(), new ConcurrentBag<CaseChange>());
        async Task<bool> Row() { rows.Add(await ceiling.StartAsync()); return true; }
        async Task<bool> Case() { cases.Add(await bed.StartAsync()); return true; }
        async Task<bool> SignalRow() { if (!rows.TryTake(out var key)) return false; await ceiling.SignalAsync(key); return true; }
        async Task<bool> SignalCase() { if (!cases.TryTake(out var one)) return false; await bed.CompleteAsync(one.Case.Tasks[0].Id); return true; }

        await Load.RunAsync("warm", "", 16, warm, 0, _ => Row(), stop);
        await Load.RunAsync("warm", "", 16, warm, 0, _ => Case(), stop);
        await Load.RunAsync("warm", "", 16, warm, 0, _ => SignalRow(), stop);
        await Load.RunAsync("warm", "", 16, warm, 0, _ => SignalCase(), stop);
        foreach (var at in options.Concurrency)
        {
            (rows, cases) = (new(), new());
            await bed.ExecuteAsync("checkpoint;");
            report.Add(await Load.RunAsync("start", "ceiling", at, length, options.Postmaster, _ => Row(), stop));
            report.Add(await Load.RunAsync("start", "product", at, length, options.Postmaster, _ => Case(), stop));
            report.Add(await Load.RunAsync("signal", "ceiling", at, length, options.Postmaster, _ => SignalRow(), stop));
            report.Add(await Load.RunAsync("signal", "product", at, length, options.Postmaster, _ => SignalCase(), stop));
        }
        await SizeAsync(options, report, stop);
    }

    /// <summary>What a finished case leaves on disk: measured on a database that holds nothing else, after vacuum.</summary>
    public static async Task SizeAsync(Options options, Report report, CancellationToken stop)
    {
        await using var bed = await Bed.MakeAsync(options);
        const int count = 3000;
        var before = await bed.SizeAsync();
        var left = count;
        await Load.RunAsync("", "", 16, TimeSpan.FromMinutes(10), 0, async _ =>
        {
            if (Interlocked.Decrement(ref left) < 0)
                return false;
            var started = await bed.StartAsync();
            await bed.CompleteAsync(started.Case.Tasks[0].Id);
            return true;
        }, stop);
        var asItStands = (await bed.SizeAsync() - before) / 1024.0 / count;
        await bed.ExecuteAsync("vacuum full;");
        var live = (await bed.SizeAsync() - before) / 1024.0 / count;
        foreach (var (table, bytes) in await bed.SizesAsync())
            if (bytes / count > 20)
                Report.Say($"  {table,-20} {bytes / (double)count,8:0} bytes a case");
        report.Add(new Row("size", "product", 16, 0, Note: $"{live:0.0} KB a finished case, {asItStands:0.0} KB before the space of old row versions is used again"));
    }
}
