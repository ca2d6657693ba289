using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CaseFlow.IdCards.Outside;

/// <summary>How long the product waits for an outside system and how often it asks within one try of a job.
/// What fails after that is the job's back-off.</summary>
internal sealed record Patience
{
    public TimeSpan OneTry { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan AllTries { get; init; } = TimeSpan.FromSeconds(10);

    public int Retries { get; init; } = 3;

    /// <summary>Mean pause before the first retry; it doubles, with jitter, so that many workers do not knock together.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The circuit opens when half of at least so many tries failed within half a minute.</summary>
    public int BreakAfter { get; init; } = 10;

    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Always wall time. The product's own clock may be virtual and stand still: a timeout on it would never come.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ResiliencePipeline<HttpResponseMessage> Pipeline()
    {
        var transient = new PredicateBuilder<HttpResponseMessage>()
            .Handle<HttpRequestException>().Handle<TimeoutRejectedException>()
            .HandleResult(response => IsTransient((int)response.StatusCode));
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = Time }
            .AddTimeout(AllTries)
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = transient, MaxRetryAttempts = Retries, Delay = Pause, BackoffType = DelayBackoffType.Exponential, UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = transient, FailureRatio = 0.5, MinimumThroughput = BreakAfter,
                SamplingDuration = TimeSpan.FromSeconds(30), BreakDuration = BreakFor,
            })
            .AddTimeout(OneTry)
            .Build();
    }

    internal static bool IsTransient(int status) => status is 408 or 429 or >= 500;
}
