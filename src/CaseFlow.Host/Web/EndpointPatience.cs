using System.Threading.RateLimiting;
using CaseFlow.Cases.Http;
using CaseFlow.Host.Access;
using MediatR;

namespace CaseFlow.Host.Web;

/// <summary>What the installation allows of requests to workflows.</summary>
/// <param name="AllowAnonymous">Routes that ask for nobody in particular are open to strangers.</param>
/// <param name="RequestsPerMinute">Of one account, or of one address without one.</param>
/// <param name="Patience">How long a caller waits for an answer that does not come in the first burst. Wall time.</param>
internal sealed record EndpointOptions(bool AllowAnonymous, int RequestsPerMinute, TimeSpan Patience)
{
    public static EndpointOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Workflows:Http");
        return new EndpointOptions(section.GetValue("AllowAnonymous", false), section.GetValue("RequestsPerMinute", 600), TimeSpan.FromSeconds(section.GetValue("PatienceSeconds", 10.0)));
    }
}

/// <summary>How often a caller may ask, and how many may wait how long for a late answer.</summary>
internal sealed class EndpointPatience(EndpointOptions options, IServiceScopeFactory scopes) : IDisposable
{
    private const int MostWaiting = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1), Look = TimeSpan.FromMilliseconds(100);

    private readonly PartitionedRateLimiter<string> callers = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ =>
        new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerMinute, TokensPerPeriod = Math.Max(1, options.RequestsPerMinute / 60), ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
        }));

    private readonly SemaphoreSlim waiting = new(MostWaiting);

    public bool MayCall(HttpContext context)
    {
        using var lease = callers.AttemptAcquire(Principal.Remembered(context)?.AccountId.ToString() ?? context.Connection.RemoteIpAddress?.ToString() ?? "");
        return lease.IsAcquired;
    }

    /// <summary>Looks for the answer until it is there or patience ends. Whoever comes when too many wait already does not wait.</summary>
    public async Task<WrittenAnswer?> WaitAsync(long awaited, TimeSpan? patience, CancellationToken callerLeft)
    {
        if (!await waiting.WaitAsync(TimeSpan.Zero, callerLeft))
            return null;
        try
        {
            using var timer = new PeriodicTimer(Look);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(callerLeft);
            enough.CancelAfter(patience is { } wanted ? wanted < Longest ? wanted : Longest : options.Patience);
            while (await timer.WaitForNextTickAsync(enough.Token))
            {
                // A scope a look: a waiting caller holds no connection.
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new FindLateAnswer(awaited), enough.Token) is { } answer)
                    return answer;
            }
        }
        catch (OperationCanceledException) when (!callerLeft.IsCancellationRequested)
        {
            // Patience has ended.
        }
        finally
        {
            waiting.Release();
        }

        return null;
    }

    public void Dispose()
    {
        callers.Dispose();
        waiting.Dispose();
    }
}
