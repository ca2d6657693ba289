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

/// <summary>One red card with everything that was done about it, oldest first, and the orders that name it.</summary>
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
        var page = rows.Take(limit).Select(cards.View).ToList();
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
    private sealed record Row(string Step, string? Cause, string Text, string[] Evidence, DateOnly? ExpectedOn, int? Level, DateTimeOffset At, string By);

    public async Task<RedCardFile> Handle(GetRedCard request, CancellationToken cancellationToken)
    {
        var card = cards.View(await cards.FindAsync(request.Id, cancellationToken));
        var steps = await session.QueryAsync<Row>("select step, cause, text, evidence, expected_on, level, at, by from red_card_step where signal_id = @Id order by id", request, cancellationToken);
        var orders = await session.QueryAsync<SupervisionView>($"select {Supervisions.Columns} from supervision s join case_file c on c.id = s.case_id where s.signal_id = @Id order by s.id", request, cancellationToken);
        return new RedCardFile(card, [.. steps.Select(row => new RedCardStep(row.Step, row.Cause, row.Text, row.Evidence, row.ExpectedOn, row.Level, row.At, row.By))], orders);
    }
}
