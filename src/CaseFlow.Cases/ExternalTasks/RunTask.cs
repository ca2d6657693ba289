using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>Answers a workflow that asks a program outside for work: the task stands in a list until a program fetches it and reports.</summary>
/// <param name="TaskName">What programs ask for.</param>
/// <param name="Payload">What the program needs to know; no personal data.</param>
[AnswersKind("Elsa.RunTask")]
public sealed record RunTask(string TaskName, JsonElement? Payload = null) : IActivityRequest;

internal sealed class RunTaskHandler(PgSession session, CaseScope scope) : IRequestHandler<RunTask, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RunTask request, CancellationToken cancellationToken)
    {
        // A visit that is retried after an incident opens its task again, as if nobody had had it.
        session.Add("""
            insert into external_task (id, instance_id, token, case_id, office_id, name, payload, status, opened_at)
            values (@id, @InstanceId, @Token, @CaseId, @office, @TaskName, @payload, 'open', @Now)
            on conflict (id) do update set name = excluded.name, payload = excluded.payload, status = 'open', opened_at = excluded.opened_at, worker = null, leased_until = null,
                attempts = 0, ended_at = null, report = null
            """, new
        {
            id = $"{scope.InstanceId}-{scope.Token}", scope.InstanceId, scope.Token, scope.CaseId, office = scope.CaseId is null ? null : scope.Case.Office, request.TaskName,
            payload = request.Payload ?? CaseJson.Element(null), scope.Now,
        });
        return Task.FromResult(ActivityAnswer.Later);
    }
}
