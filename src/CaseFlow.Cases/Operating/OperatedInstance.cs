using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Operating;

/// <summary>Opens the instance an operator means: of a case that the operator may see, the case's own or one that it started.</summary>
internal sealed class OperatedInstance(PgSession session, CaseViews views, CaseRunner runner)
{
    public async Task<OpenInstance> OpenAsync(string number, string? instance, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(number, cancellationToken);
        if (instance is not null && !await session.SingleAsync<bool>("select exists (select from workflow_instance where id = @instance and case_id = @id)", new { instance, id }, cancellationToken))
            throw RefusedException.NotFound("instance-unknown", "该办件没有这个流程实例。", "The case has no such instance.");
        return await runner.OpenAsync(id, instance, cancellationToken);
    }
}
