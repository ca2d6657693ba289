using System.Security.Cryptography;
using System.Text;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>Takes the report of a program under the lock of the instance: the first one ends the task and moves the process on, the very same one again is answered alike.</summary>
internal sealed class ExternalTaskReport(PgSession session, ExternalTaskList tasks, CaseRunner runner, CaseScope scope)
{
    public async Task<ExternalTaskReported> TakeAsync(string id, string workerName, string status, string content, Func<long, Stimulus> stimulus, CancellationToken cancellationToken)
    {
        var worker = tasks.WorkerOf(workerName);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{worker}\n{status}\n{content}"));
        var seen = await tasks.FindAsync(id, cancellationToken);
        var open = await runner.OpenAsync(seen.CaseId, seen.InstanceId, cancellationToken);
        // Read again under the lock: of two reports at once, the second finds what the first did.
        var task = await tasks.FindAsync(id, cancellationToken);
        if (task.Report is { } before && before.AsSpan().SequenceEqual(digest))
            return new ExternalTaskReported(id, status);
        ExternalTaskList.MustBeOf(task, worker);
        session.Add("update external_task set status = @status, ended_at = @Now, report = @digest, leased_until = null where id = @id and status = 'open' and worker = @worker",
            new { status, scope.Now, digest, id, worker }, 1);
        await runner.AdvanceAsync(open, stimulus(task.Token), cancellationToken);
        runner.Save(open);
        return new ExternalTaskReported(id, status);
    }
}
