using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Supervision;

/// <summary>A red card (红牌) as who supervises sees it.</summary>
/// <param name="Status"><c>open</c>, <c>appealed</c> (申诉), <c>disposed</c> (处置, 销号) or <c>withdrawn</c> (撤牌).</param>
/// <param name="Unit">How its limit is counted: <c>WorkingDays</c> or <c>CalendarDays</c>; <paramref name="OverdueDays"/>: by how many of them it is, or was, too late.</param>
/// <param name="Level">How far up it has climbed; 1 is who handles the case.</param>
/// <param name="Cause">The cause code of its disposal.</param>
public sealed record RedCardView(long Id, string CaseNumber, string Process, string CaseState, bool CaseClosed, string Office, string Clock, IReadOnlyDictionary<string, string> Title, DateOnly Deadline,
    string Unit, int OverdueDays, DateTimeOffset RaisedAt, string Status, int Level, IReadOnlyDictionary<string, string>? LevelTitle, string? Cause);

/// <summary>One thing that was done about a red card, or its climbing; also what was ordered and urged in its case, and what came of that.</summary>
/// <param name="Step"><c>escalated</c>, <c>appealed</c>, <c>withdrawn</c>, <c>appeal-rejected</c>, <c>disposed</c>; <c>ordered</c>, <c>urged</c>, <c>replied</c>, <c>returned</c> or <c>closed</c>.</param>
/// <param name="Text">The measure, the ground of the appeal, the reply, or why it was decided so.</param>
/// <param name="ExpectedOn">Of a disposal: the new date the applicant was told. Of an order or urge: until when.</param>
/// <param name="LevelTitle">Whom it has climbed to.</param>
/// <param name="Owner">Of an order or urge: the login of who must do it.</param>
public sealed record RedCardStep(string Step, string? Cause, string Text, IReadOnlyList<string> Evidence, DateOnly? ExpectedOn, IReadOnlyDictionary<string, string>? LevelTitle, string? Owner, DateTimeOffset At, string By);

/// <summary>Finds red cards by the rights of the actor, locks their case and notes what is done about them. A card never goes away: it is disposed of or withdrawn, and its steps stay.</summary>
internal sealed class RedCards(PgSession session, CaseRunner runner, DecisionLog log, CalendarShelf calendars, HouseRules rules, CaseScope scope, ICurrentActor actor, TimeProvider time)
{
    public const string Columns = """
        s.id, c.number as case_number, c.process, c.state as case_state, c.closed_at is not null as case_closed, s.office_id as office, k.name as clock, k.ledger::text as ledger, s.deadline,
        s.raised_at, s.status, s.level, (select t.cause from red_card_step t where t.signal_id = s.id and t.step = 'disposed' order by t.id desc limit 1) as cause
        """;

    internal sealed record Row(long Id, string CaseNumber, string Process, string CaseState, bool CaseClosed, string Office, string Clock, string Ledger, DateOnly Deadline, DateTimeOffset RaisedAt, string Status,
        int Level, string? Cause);

    public async Task<RedCardView> ViewAsync(Row row, CancellationToken cancellationToken)
    {
        var ledger = ClockLedger.Parse(row.Ledger);
        var reading = Clock.Read(ledger, (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken)).At(ledger.CalendarVersion), time.GetUtcNow());
        return new RedCardView(row.Id, row.CaseNumber, row.Process, row.CaseState, row.CaseClosed, row.Office, row.Clock, ledger.Policy.Title, row.Deadline, ledger.Policy.Unit.ToString(), reading.OverdueDays,
            row.RaisedAt, row.Status, row.Level, LevelTitle(row.Level), row.Cause);
    }

    /// <summary>Who a level of the ladder is, by locale.</summary>
    public IReadOnlyDictionary<string, string>? LevelTitle(int? level) => rules.RedCards.Escalation.FirstOrDefault(one => one.Level == level)?.Title;

    /// <summary>A card the actor may see. «Not there» and «not yours» are answered alike.</summary>
    public async Task<Row> FindAsync(long id, CancellationToken cancellationToken) => await session.SingleOrDefaultAsync<Row>($"""
            select {Columns} from signal s join clock k on k.id = s.clock_id join case_file c on c.id = s.case_id join office o on o.id = c.office_id
            where s.id = @id and s.kind = 'red' and {Actor.SeesOffice}
            """, new { id, officePath = actor.Actor.OfficePath }, cancellationToken)
        ?? throw RefusedException.NotFound("red-card-unknown", "没有这张红牌，或您无权查看。", "There is no such red card, or you may not see it.");

    /// <summary>Locks the case of a card the actor may see and refuses if the card is not in the state the command needs. Two people who act at once: the second finds what the first did.</summary>
    public async Task<OpenInstance> OpenAsync(long id, string status, CancellationToken cancellationToken)
    {
        await FindAsync(id, cancellationToken);
        var caseId = await session.SingleAsync<long>("select case_id from signal where id = @id", new { id }, cancellationToken);
        var open = await runner.OpenAsync(caseId, cancellationToken);
        var now = await session.SingleAsync<string>("select status from signal where id = @id", new { id }, cancellationToken);
        return now == status ? open : throw RefusedException.Conflict($"red-card-{now}", now switch
        {
            "appealed" => "该红牌正在申诉，请先审定申诉。",
            "disposed" => "该红牌已处置销号。",
            "withdrawn" => "该红牌已撤牌。",
            _ => "该红牌没有待审定的申诉。",
        }, now switch
        {
            "appealed" => "An appeal against this card is pending: decide it first.",
            "disposed" => "This card has been disposed of.",
            "withdrawn" => "This card has been withdrawn.",
            _ => "No appeal against this card is pending.",
        });
    }

    /// <summary>Notes a step, its decision and the state that follows.</summary>
    public void Add(long id, string step, string status, string text, string? cause = null, string[]? evidence = null, DateOnly? expectedOn = null, int? level = null)
    {
        session.Add("""
            insert into red_card_step (signal_id, case_id, step, cause, text, evidence, expected_on, level, at, by) values (@id, @caseId, @step, @cause, @text, @evidence, @expectedOn, @level, @Now, @by)
            """, new { id, caseId = scope.Case.Id, step, cause, text, evidence = evidence ?? [], expectedOn, level, scope.Now, by = scope.Actor.Login });
        session.Add("update signal set status = @status, level = coalesce(@level, level) where id = @id", new { status, level, id }, 1);
        log.Add("red", step switch { "appeal-rejected" => "APPEAL_REJECTED", _ => step.ToUpperInvariant() }, cause ?? (level is null ? null : $"LEVEL_{level}"));
    }
}
