namespace CaseFlow.Bench;

internal static class Http
{
    public static Task RunAsync(Options options, Report report, CancellationToken stop) => Task.CompletedTask;
}
