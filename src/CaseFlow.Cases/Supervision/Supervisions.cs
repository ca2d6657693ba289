using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Supervision;

/// <summary>A supervision order (督办单) or an urge (催办).</summary>
/// <param name="Kind"><c>order</c> or <c>urge</c>.</param>
/// <param name="Owner">The login of who must do it; null: whoever handles the case.</param>
/// <param name="Status"><c>open</c>, <c>replied</c> or <c>closed</c>.</param>
/// <param name="RedCard">The red card it is about.</param>
/// <param name="Reply">The last reply (回复).</param>
public sealed record SupervisionView(long Id, string CaseNumber, string Process, string Office, string Kind, string Measure, DateOnly DueOn, string? Owner, string Status, long? RedCard, DateTimeOffset IssuedAt,
    string IssuedBy, string? Reply, string? RepliedBy);

/// <summary>Orders and urges: finds them by the rights of the actor under the lock of their case.</summary>
internal sealed class Supervisions(PgSession session, CaseRunner runner, CaseScope scope, ICurrentActor actor)
{
    public const string Columns = """
        s.id, c.number as case_number, c.process, c.office_id as office, s.kind, s.measure, s.due_on, s.owner, s.status, s.signal_id as red_card, s.issued_at, s.issued_by,
        (select t.text from supervision_step t where t.supervision_id = s.id and t.step = 'replied' order by t.id desc limit 1) as reply,
        (select t.by from supervision_step t where t.supervision_id = s.id and t.step = 'replied' order by t.id desc limit 1) as replied_by
        """;

    /// <summary>The order, read under the lock of its case. «Not there» and «not yours» are answered alike.</summary>
    public async Task<(SupervisionView Order, OpenInstance Open)> OpenAsync(long id, CancellationToken cancellationToken)
    {
        var caseId = await session.SingleOrDefaultAsync<long?>($"select s.case_id from supervision s join case_file c on c.id = s.case_id join office o on o.id = c.office_id where s.id = @id and {Actor.SeesOffice}",
                new { id, officePath = actor.Actor.OfficePath }, cancellationToken)
            ?? throw RefusedException.NotFound("supervision-unknown", "没有这张督办单，或您无权查看。", "There is no such supervision order, or you may not see it.");
        var open = await runner.OpenAsync(caseId, cancellationToken);
        return (await session.SingleAsync<SupervisionView>($"select {Columns} from supervision s join case_file c on c.id = s.case_id where s.id = @id", new { id }, cancellationToken), open);
    }

    /// <summary>Writes a new one for the case that is being advanced.</summary>
    public void Issue(string kind, string measure, DateOnly dueOn, string? owner, long? card) => session.Add("""
        insert into supervision (case_id, office_id, kind, measure, due_on, owner, signal_id, issued_at, issued_by) values (@Id, @Office, @kind, @measure, @dueOn, @owner, @card, @Now, @by)
        """, new { scope.Case.Id, scope.Case.Office, kind, measure, dueOn, owner, card, scope.Now, by = scope.Actor.Login });

    /// <summary>Notes a step and the state that follows.</summary>
    public void Add(long id, string step, string status, string text)
    {
        session.Add("insert into supervision_step (supervision_id, case_id, step, text, at, by) values (@id, @caseId, @step, @text, @Now, @by)",
            new { id, caseId = scope.Case.Id, step, text, scope.Now, by = scope.Actor.Login });
        session.Add("update supervision set status = @status where id = @id", new { status, id }, 1);
    }

    public static RefusedException NotOpen(SupervisionView order) => RefusedException.Conflict($"supervision-{order.Status}",
        order.Status switch { "closed" => "该督办单已办结。", "replied" => "该督办单已回复，等待签发人审核。", _ => "该督办单尚未回复。" },
        order.Status switch { "closed" => "This order is closed.", "replied" => "This order has been replied to and waits for who issued it.", _ => "Nobody has replied to this order yet." });
}
