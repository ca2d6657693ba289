using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>The decision log of a case, oldest first: what the process decided, and what its decision tables answered and why.</summary>
public sealed record ListDecisions(string Number) : IQuery<IReadOnlyList<DecisionRow>>;

internal sealed class ListDecisionsHandler(PgSession session, CaseViews views) : IRequestHandler<ListDecisions, IReadOnlyList<DecisionRow>>
{
    private sealed record Row(string Step, string Decision, string? Reason, string[] Rules, DateTimeOffset At, string By, string? Why);

    public async Task<IReadOnlyList<DecisionRow>> Handle(ListDecisions request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var rows = await session.QueryAsync<Row>("select step, decision, reason, rules, at, by, why::text from decision where case_id = @id order by id", new { id }, cancellationToken);
        return [.. rows.Select(row => new DecisionRow(row.Step, row.Decision, row.Reason, row.Rules, row.At.ToOffset(ShanghaiTime.Offset), row.By, Why.FromJson(row.Why)))];
    }
}
