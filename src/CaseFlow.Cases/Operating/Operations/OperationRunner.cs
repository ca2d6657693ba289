using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Inbox;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Jobs;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Supervision;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.Cases.Operating.Operations;

/// <summary>Carries out an operation, a slice of items a job. Each item is one transaction that holds the command's effect and the item's mark, so after a crash it is either done and marked or
/// waits. A refused item is marked with its reasons and the next one follows.</summary>
internal sealed class OperationRunner(PgSession session, JobQueue jobs, IServiceScopeFactory scopes, ActorDirectory accounts, TimeProvider time, ILogger<OperationRunner> log)
{
    // A slice ends before its job's lease would need many renewals, and other jobs get their turn.
    internal const int Slice = 50;

    private sealed record Payload(long Operation);

    private sealed record Item(int Place, long Subject, string? CaseNumber, string? Instance, string Command, string Arguments, string Reason, Guid AccountId);

    public static string Key(long operation) => $"operation/{operation}";

    public static Job JobOf(long operation, DateTimeOffset now) => new(JobKind.Operation, CaseJson.Element(new Payload(operation)), now, Key: Key(operation));

    public async Task RunAsync(ClaimedJob job, CancellationToken cancellation)
    {
        var operation = job.Payload.Deserialize<Payload>(CaseJson.Options)!.Operation;
        var left = true;
        for (var items = 0; left && items < Slice; items++)
            left = await RunNextAsync(operation, cancellation);
        await session.BeginAsync(cancellation);
        jobs.Finish(job);
        if (left)
            jobs.Enqueue(JobOf(operation, time.GetUtcNow()));
        else
            session.Add("update operation set status = 'finished', ended_at = @now where id = @operation and status = 'running'", new { now = time.GetUtcNow(), operation });
        await session.CommitAsync(cancellation);
        log.LogInformation("Operation {Operation}: {State}", operation, left ? "goes on" : "no item left");
    }

    /// <returns>False when no item waits.</returns>
    private async Task<bool> RunNextAsync(long operation, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<PgSession>();
        await own.BeginAsync(cancellation);
        // The operation's row is locked with it: whoever cancels the operation waits for this item, and no item begins after that.
        var item = await own.SingleOrDefaultAsync<Item>("""
            select i.place, i.subject, c.number as case_number, (select f.instance_id from incident f where f.id = i.subject and i.case_id is null and p.command in ('RetryIncident', 'SkipIncident')) as instance, p.command, p.arguments::text as arguments, p.reason, p.account_id
            from (select * from operation where id = @operation and status = 'running' for update) p
            join operation_item i on i.operation_id = p.id and i.status = 'waiting' left join case_file c on c.id = i.case_id order by i.place limit 1
            """, new { operation }, cancellation);
        if (item is null)
            return false;
        var faults = await TryAsync(scope.ServiceProvider, item, cancellation);
        if (faults.Count > 0)
        {
            await own.RollbackAsync();
            await own.BeginAsync(cancellation);
        }
        Mark(own, operation, item.Place, faults);
        await own.CommitAsync(cancellation);
        return true;
    }

    private async Task<IReadOnlyList<OperationFault>> TryAsync(IServiceProvider services, Item item, CancellationToken cancellation)
    {
        var command = Enum.Parse<OperationCommand>(item.Command);
        if ((await accounts.FindAsync(item.AccountId, cancellation))?.Actor is not { } actor || !OperationRights.Allows(command, actor))
            return [new("operator-not-allowed", "发起人已无权执行该操作。", "Who started this may not do it any more.")];
        services.GetRequiredService<CurrentActor>().Actor = actor;
        try
        {
            await SendAsync(services.GetRequiredService<IMediator>(), command, item, cancellation);
            return [];
        }
        catch (RefusedException refused)
        {
            return [.. refused.Reasons.Select(reason => new OperationFault(reason.Code, reason.Zh, reason.En))];
        }
        catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return [new("case-busy", "办件正被占用，请稍后再试。", "The case is busy: try again later.")];
        }
        catch (Exception broken) when (broken is not (NpgsqlException or OperationCanceledException or StagedDeathException))
        {
            log.LogError(broken, "{Command} of subject {Subject} broke", item.Command, item.Subject);
            return [new("broken", "系统内部错误，已记录。", "Something broke inside; it was logged.")];
        }
    }

    private static Task SendAsync(IMediator send, OperationCommand command, Item item, CancellationToken cancellation)
    {
        var arguments = JsonSerializer.Deserialize<OperationArguments>(item.Arguments, CaseJson.Options)!;
        return command switch
        {
            OperationCommand.RetryIncident when item.Instance is { } instance => send.Send(new RetryVisit(instance, item.Subject, item.Reason), cancellation),
            OperationCommand.SkipIncident when item.Instance is { } instance => send.Send(new SkipVisit(instance, item.Subject, arguments.Outcome!, item.Reason), cancellation),
            OperationCommand.RetryIncident => send.Send(new RetryIncident(item.Subject, item.Reason), cancellation),
            OperationCommand.SkipIncident => send.Send(new SkipIncident(item.Subject, arguments.Outcome!, item.Reason), cancellation),
            OperationCommand.SetVariables => send.Send(new SetVariables(item.CaseNumber!, arguments.Values!, item.Reason), cancellation),
            OperationCommand.MoveToActivity => send.Send(new MoveToActivity(item.CaseNumber!, arguments.Activity!, item.Reason, From: arguments.From), cancellation),
            OperationCommand.ClaimTask => send.Send(new ClaimTask(item.Subject), cancellation),
            OperationCommand.ReleaseTask => send.Send(new ReleaseTask(item.Subject), cancellation),
            OperationCommand.AssignTask => send.Send(new AssignTask(item.Subject, arguments.To!, item.Reason), cancellation),
            OperationCommand.CompleteTask => send.Send(new CompleteTask(item.Subject, arguments.Outcome!, arguments.Data), cancellation),
            OperationCommand.UrgeCase => send.Send(new UrgeCase(item.CaseNumber!, item.Reason), cancellation),
            OperationCommand.CancelCase => send.Send(new CancelCase(item.CaseNumber!, item.Reason, arguments.State ?? "CANCELLED"), cancellation),
            _ => send.Send(new RetryJob(item.Subject), cancellation),
        };
    }

    private void Mark(PgSession own, long operation, int place, IReadOnlyList<OperationFault> faults)
    {
        var failed = faults.Count > 0;
        own.Add("update operation_item set status = @status, reasons = @reasons, at = @now where operation_id = @operation and place = @place and status = 'waiting'",
            new { status = failed ? "failed" : "done", reasons = failed ? CaseJson.Element(faults) : (JsonElement?)null, now = time.GetUtcNow(), operation, place }, 1);
        own.Add("update operation set done = done + @ok, failed = failed + @bad where id = @operation", new { ok = failed ? 0 : 1, bad = failed ? 1 : 0, operation });
    }
}
