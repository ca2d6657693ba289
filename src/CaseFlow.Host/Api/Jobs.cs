using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Jobs;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;
using MediatR;

namespace CaseFlow.Host.Api;

/// <summary>What operators look at besides incidents: jobs that were given up, events nobody waited for.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("jobs").WithTags("Operations");
        jobs.MapGet("", (Ask ask, string kind, DateTimeOffset? hour, string? after, int limit = 50) => ask.For(new ListJobs(kind, hour, after, limit)))
            .Sends<ListJobs>("Jobs of a kind that are due in an hour, or overdue").Allow(Policy.Administer).AlsoCsv("jobs", AdministrationTables.DueJobs).Refuses(400, 422);
        jobs.MapGet("failed", (IMediator send, CancellationToken stop, int limit = 100) => send.Send(new ListFailedJobs(limit), stop))
            .Sends<ListFailedJobs>("Jobs that were given up after many tries").Allow(Policy.Administer).AlsoCsv("failed-jobs", AdministrationTables.FailedJobs).Refuses(400, 422);
        jobs.MapPost("{id:long}/retry", (long id, IMediator send, CancellationToken stop) => send.Send(new RetryJob(id), stop))
            .Sends<RetryJob>("Start a job that was given up anew").Allow(Policy.Administer).Refuses(404);
        api.MapGet("webhooks/kept", (IMediator send, CancellationToken stop, int limit = 50) => send.Send(new ListKeptEvents(limit), stop)).WithTags("Operations")
            .Sends<ListKeptEvents>("Events that arrived when no process waited for them").Allow(Policy.Operate).AlsoCsv("kept-events", AdministrationTables.KeptEvents).Refuses(400, 422);
    }
}
