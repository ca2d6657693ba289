using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>Red cards of one's offices: what waits oldest first, what is done newest first.</summary>
/// <param name="View"><c>open</c>, <c>mine</c> (open, and climbed to my level), <c>appealed</c>, <c>disposed</c> or <c>withdrawn</c>.</param>
/// <param name="Office">Of this office and everything below it.</param>
public sealed record ListRedCards(string View = "open", string? Office = null, string? After = null, int Limit = 50) : IQuery<Page<RedCardView>>;

/// <summary>One red card with everything that was done about it, oldest first, and the orders and urges of its case that are not closed.</summary>
public sealed record GetRedCard(long Id) : IQuery<RedCardFile>;

/// <summary>A red card and its file.</summary>
public sealed record RedCardFile(RedCardView Card, IReadOnlyList<RedCardStep> Steps, IReadOnlyList<SupervisionView> Supervisions);

internal sealed class ListRedCardsHandler(PgSession session, RedCards cards, HouseRules rules, ICurrentActor actor) : IRequestHandler<ListRedCards, Page<RedCardView>>
{
    public async Task<Page<RedCardView>> Handle(ListRedCards request, CancellationToken cancellationToken)
    {
        if (request.View is not ("open" or "mine" or "appealed" or "disposed" or "withdrawn"))
            throw RefusedException.Invalid("view-unknown", "视图应为 open、mine、appealed、disposed 或 withdrawn。", "The view is open, mine, appealed, disposed or withdrawn.", "view");
        var limit = request.Limit.Bounded();
        var (order, beyond) = request.View is "open" or "mine" or "appealed" ? ("asc", ">") : ("desc", "<");
        // One short range of the index an office, then the first of all: as flat for a bureau as for a station.
        var rows = await session.QueryAsync<RedCards.Row>($"""
            select {RedCards.Columns} from office o cross join lateral (
                select * from signal one where one.kind = 'red' and one.office_id = o.id and one.status = @status and (@levels::int[] is null or one.level = any(@levels))
                  and (@after::bigint is null or one.id {beyond} @after) order by one.id {order} limit @take) s
            join clock k on k.id = s.clock_id join case_file c on c.id = s.case_id
            where {Actor.SeesOffice} and {Actor.InOffice} order by s.id {order} limit @take
            """, new
        {
            officePath = actor.Actor.OfficePath, request.Office, status = request.View == "mine" ? "open" : request.View, levels = request.View == "mine" ? await LevelsAsync(cancellationToken) : null,
            after = long.TryParse(request.After, out var after) ? after : (long?)null, take = limit + 1,
        }, cancellationToken);
        var page = new List<RedCardView>();
        foreach (var row in rows.Take(limit))
            page.Add(await cards.ViewAsync(row, cancellationToken));
        return new Page<RedCardView>(page, rows.Count > limit ? $"{page[^1].Id}" : null);
    }

    private async Task<int[]> LevelsAsync(CancellationToken cancellationToken)
    {
        var kind = await session.SingleOrDefaultAsync<string>("select kind from office where id = @OfficeId", new { actor.Actor.OfficeId }, cancellationToken);
        return [.. rules.RedCards.Escalation.Where(level => level.Office == kind && actor.Actor.Is(level.Role)).Select(level => level.Level)];
    }
}

internal sealed class GetRedCardHandler(PgSession session, RedCards cards) : IRequestHandler<GetRedCard, RedCardFile>
{
    // Orders and urges of the case: those that name the card, or none.
    private const string OfCard = "s.case_id = (select case_id from signal where id = @Id) and (s.signal_id is null or s.signal_id = @Id)";

    private sealed record Row(string Step, string? Cause, string Text, string[] Evidence, DateOnly? ExpectedOn, int? Level, string? Owner, DateTimeOffset At, string By);

    public async Task<RedCardFile> Handle(GetRedCard request, CancellationToken cancellationToken)
    {
        var card = await cards.ViewAsync(await cards.FindAsync(request.Id, cancellationToken), cancellationToken);
        var steps = await session.QueryAsync<Row>($"""
            select step, cause, text, evidence, expected_on, level, owner, at, by from (
                select step, cause, text, evidence, expected_on, level, null as owner, at, by, 1 as part, id from red_card_step where signal_id = @Id
                union all select case s.kind when 'order' then 'ordered' else 'urged' end, null, s.measure, array[]::text[], s.due_on, null, s.owner, s.issued_at, s.issued_by, 2, s.id from supervision s where {OfCard}
                union all select t.step, null, t.text, array[]::text[], null, null, null, t.at, t.by, 3, t.id from supervision s join supervision_step t on t.supervision_id = s.id where {OfCard}) one
            order by at, part, id
            """, request, cancellationToken);
        var orders = await session.QueryAsync<SupervisionView>($"select {Supervisions.Columns} from supervision s join case_file c on c.id = s.case_id where s.status <> 'closed' and {OfCard} order by s.id", request, cancellationToken);
        return new RedCardFile(card, [.. steps.Select(row => new RedCardStep(row.Step, row.Cause, row.Text, row.Evidence, row.ExpectedOn, cards.LevelTitle(row.Level), row.Owner, row.At, row.By))], orders);
    }
}
