using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Queries;
using CaseFlow.IdCards.Cards;
using CaseFlow.PostgreSql;
using MediatR;
using Npgsql;

namespace CaseFlow.Host.Starting;

/// <summary>
/// What recurs once a day: the journal's next months get their partitions, idempotency keys of long ago are forgotten,
/// cards whose validity has passed are noted as expired.
/// Every node does it, because doing it twice changes nothing;
/// a missed day is made up by the next. Work that must happen once for all nodes is watched by <see cref="Recurring.RecurringClock"/>.
/// </summary>
internal sealed class Housekeeping(
    Readiness readiness, JournalPartitions partitions, IServiceScopeFactory scopes, ILogger<Housekeeping> log)
    : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(Day);
            do
                await TidyAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested || readiness.WhenReady.IsFaulted)
        {
            // Stopping is the ordinary end; a start that failed has been told already.
        }
    }

    private async Task TidyAsync(CancellationToken stop)
    {
        try
        {
            await partitions.CreateAheadAsync(cancellation: stop);
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetCommandKeys(), stop);
            await using var cards = scopes.CreateAsyncScope();
            await cards.ServiceProvider.GetRequiredService<IMediator>().Send(new ExpireCards(), stop);
            await using var queries = scopes.CreateAsyncScope();
            await queries.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetPublicQueries(), stop);
        }
        catch (NpgsqlException fault)
        {
            log.LogWarning(fault, "Housekeeping failed; the next day makes up for it");
        }
    }
}
