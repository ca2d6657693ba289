namespace CaseFlow.Bench;

internal static class Timers
{
    public static Task RunAsync(Options options, Report report, CancellationToken stop) => Task.CompletedTask;
}
