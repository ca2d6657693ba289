using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Cases.Pipeline;

/// <summary>One line a command or query: its name, how it ended, how long it took. Never its content, which may hold personal data.</summary>
internal sealed class LogRequest<TRequest, TResponse>(ILogger<LogRequest<TRequest, TResponse>> log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IUseCase<TResponse>
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var response = await next();
            log.LogDebug("{Request} done in {Milliseconds} ms", Name, (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return response;
        }
        catch (RefusedException refused)
        {
            log.LogInformation("{Request} refused: {Codes}", Name, string.Join(", ", refused.Reasons.Select(reason => reason.Code)));
            throw;
        }
    }
}
