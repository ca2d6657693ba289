using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Operating;

/// <summary>Notes who intervened in the case that is being advanced, how and why, in the same transaction.</summary>
internal sealed class InterventionLog(PgSession session, CaseScope scope)
{
    /// <param name="command">The command's name.</param>
    /// <param name="detail">What it was about; names, never values.</param>
    public void Add(string command, string reason, object detail)
    {
        scope.Reason = reason;
        session.Add("insert into intervention (case_id, instance_id, command, reason, detail, at, by) values (@CaseId, @MemberId, @command, @reason, @detail, @Now, @by)",
            new { scope.CaseId, scope.Open.MemberId, command, reason, detail = CaseJson.Element(detail), scope.Now, by = scope.Actor.Login });
    }
}
