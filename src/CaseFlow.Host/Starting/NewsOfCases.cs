using CaseFlow.Cases.News;

namespace CaseFlow.Host.Starting;

/// <summary>Carries news of cases between the nodes while the server runs.</summary>
internal sealed class NewsOfCases(Readiness readiness, CaseNews news) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            await news.RunAsync(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested || readiness.WhenReady.IsFaulted)
        {
            // Stopping is the ordinary end; a start that failed has been told already.
        }
    }
}
