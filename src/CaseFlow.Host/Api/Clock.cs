using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Recurring;
using CaseFlow.Host.Access;
using CaseFlow.Host.Time;
using CaseFlow.Host.Web;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Host.Api;

/// <summary>The business clock. Only a virtual one can be moved, by an administrator, and never in production.</summary>
internal static class ClockEndpoints
{
    public static void MapClock(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("clock").WithTags("Clock");
        group.MapGet("", (TimeProvider time) => new ClockReading(time.GetUtcNow(), time is VirtualClock))
            .Called("GetClock", "The business time").Allow(Policy.SignedIn);
        group.MapPost("", MoveAsync).Called("MoveClock", "Move the virtual clock; forwards, everything due on the way runs at its own time before this answers; backwards, what recurs daily goes on from there")
            .Allow(Policy.Administer).ReadsBody().Produces<ClockMoved>().Refuses(404);
    }

    private static async Task<ClockMoved> MoveAsync(ClockTarget target, TimeProvider time, JobWorker worker, IMediator send, IHostApplicationLifetime server)
    {
        if (time is not VirtualClock clock)
            throw RefusedException.NotFound("no-virtual-clock", "本系统按真实时间运行，没有可移动的时钟。", "This installation runs on real time; there is no clock to move.");
        // Not cancelled when the caller leaves: half a journey would be a surprise to the next one.
        var back = target.Now < clock.GetUtcNow();
        var ran = await worker.DrainUntilAsync(target.Now, clock.Set, server.ApplicationStopping);
        if (back)
            await send.Send(new ChainRecurring(), server.ApplicationStopping);
        return new ClockMoved(clock.GetUtcNow(), ran);
    }

    /// <summary>The business time.</summary>
    internal sealed record ClockReading(DateTimeOffset Now, bool Virtual);

    /// <summary>Where the clock shall stand.</summary>
    internal sealed record ClockTarget(DateTimeOffset Now);

    /// <summary>Where the clock stands, and how many jobs ran on the way.</summary>
    internal sealed record ClockMoved(DateTimeOffset Now, int JobsRun);
}
