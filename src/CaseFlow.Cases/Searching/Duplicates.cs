using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Searching;

/// <summary>Open cases of the same matter that the same person has already: refused, or noted, as the rules of the house say for the process. Two intakes at the same moment cannot pass each other: registering
/// the person holds their row.</summary>
internal sealed class Duplicates(PgSession session, HouseRules rules, ICurrentActor actor)
{
    private sealed record Row(string Number, string Path);

    /// <summary>What the log of the new case must say, if anything. Refuses where the rule does and no reason is given.</summary>
    public async Task<Duplicate?> CheckAsync(string process, Guid applicant, string? reason, CancellationToken cancellationToken)
    {
        var rule = rules.Duplicates.GetValueOrDefault(process);
        if (rule == DuplicateRule.Allow)
            return null;
        var others = await session.QueryAsync<Row>("""
            select c.number, o.path from case_file c join office o on o.id = c.office_id where c.applicant_id = @applicant and c.process = @process and c.closed_at is null order by c.id desc limit 5
            """, new { applicant, process }, cancellationToken);
        if (others.Count == 0)
            return null;
        if (rule == DuplicateRule.Warn || reason is not null)
            return new Duplicate(reason);
        var visible = others.Where(other => actor.Actor.Sees(other.Path)).Select(other => other.Number).ToList();
        var (zh, en) = visible.Count > 0 ? ($":{string.Join("、", visible)}", $": {string.Join(", ", visible)}") : ("（在其他单位）", " (at another office)");
        throw RefusedException.Conflict("duplicate", $"该申请人同一事项已有未办结的办件{zh}。请继续办理该办件；确需另行办理的，请填写理由（duplicateReason）。",
            $"This person has an open case of the same matter{en}. Go on with that one, or give a reason (duplicateReason) to open another.");
    }
}

/// <summary>A case of the same matter is open.</summary>
/// <param name="Reason">Why another was opened all the same; null where the house only warns.</param>
internal sealed record Duplicate(string? Reason);
