using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Activities;

/// <summary>Appends to the decision log of the case that is being advanced.</summary>
internal sealed class DecisionLog(PgSession session, CaseScope scope)
{
    public void Add(string step, string decision, string? reason = null, IReadOnlyList<string>? rules = null)
    {
        var row = new DecisionRow(step, decision, reason, rules ?? [], scope.Now, scope.Actor.Login);
        scope.Decisions.Add(row);
        session.Add("insert into decision (case_id, step, decision, reason, rules, at, by) values (@Id, @Step, @Decision, @Reason, @rules, @At, @By)",
            new { scope.Case.Id, row.Step, row.Decision, row.Reason, rules = row.Rules.ToArray(), row.At, row.By });
    }
}
