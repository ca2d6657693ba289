using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Activities;

/// <summary>Appends to the decision log of the case that is being advanced.</summary>
internal sealed class DecisionLog(PgSession session, CaseScope scope)
{
    /// <summary>What the log says of a decision table that was asked. It decides nothing by itself: the process does, by what it does with the answer.</summary>
    public const string Asked = "ASKED";

    /// <summary>A decision of the process. A reason that a table gave in this burst is cited with the rule it comes from.</summary>
    public void Add(string step, string decision, string? reason = null, IReadOnlyList<string>? rules = null)
    {
        var why = reason is null ? null : scope.Explained.Where(one => one.CaseId == scope.CaseId).Select(one => one.Why.Citing(reason)).LastOrDefault(citing => citing is not null);
        scope.Decisions.Add(Store(step, decision, reason, [.. (rules ?? []).Union(why?.Cited ?? [])], why));
    }

    /// <summary>A decision table was asked: what it answered, and why.</summary>
    public void AddAsked(Why why)
    {
        scope.Explained.Add((scope.CaseId, why));
        Store(why.Decision, Asked, null, [.. why.Cited], why);
    }

    private DecisionRow Store(string step, string decision, string? reason, string[] rules, Why? why)
    {
        var row = new DecisionRow(step, decision, reason, rules, scope.Now, scope.Actor.Login, why);
        session.Add("insert into decision (case_id, step, decision, reason, rules, at, by, why) values (@Id, @Step, @Decision, @Reason, @rules, @At, @By, @why::jsonb)",
            new { scope.Case.Id, row.Step, row.Decision, row.Reason, rules, row.At, row.By, why = why?.ToJson() });
        return row;
    }
}
