using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Calendars;

/// <summary>Recounts after publications, newest first.</summary>
public sealed record ListRecounts(string? After = null, int Limit = 20) : IQuery<Page<RecountView>>;

/// <summary>How far a recount has come.</summary>
public sealed record GetRecount(long Id) : IQuery<RecountView>;

/// <summary>The deadlines that a recount changed, of the offices one sees.</summary>
public sealed record ListRecountChanges(long Id, string? After = null, int Limit = 50) : IQuery<Page<DeadlineChange>>;

/// <summary>A recount of open time limits.</summary>
/// <param name="Total">Those that were open when the table was published.</param>
/// <param name="Done">Looked at so far.</param>
/// <param name="EndedAt">Null while it goes on.</param>
public sealed record RecountView(long Id, string Calendar, int Year, int Version, int Total, int Done, int Moved, int Confirmed, int Kept, DateTimeOffset StartedAt, string StartedBy, DateTimeOffset? EndedAt)
{
    internal const string Columns = "id, calendar, year, version, total, done, moved, confirmed, kept, started_at, started_by, ended_at";
}

internal sealed class ListRecountsHandler(PgSession session) : IRequestHandler<ListRecounts, Page<RecountView>>
{
    public async Task<Page<RecountView>> Handle(ListRecounts request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await session.QueryAsync<RecountView>($"select {RecountView.Columns} from recount where (@after::bigint is null or id < @after) order by id desc limit @take",
            new { after = long.TryParse(request.After, out var after) ? after : (long?)null, take = limit + 1 }, cancellationToken);
        return new Page<RecountView>([.. rows.Take(limit)], rows.Count > limit ? $"{rows[limit - 1].Id}" : null);
    }
}

internal sealed class GetRecountHandler(PgSession session) : IRequestHandler<GetRecount, RecountView>
{
    public async Task<RecountView> Handle(GetRecount request, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<RecountView>($"select {RecountView.Columns} from recount where id = @Id", request, cancellationToken)
        ?? throw RefusedException.NotFound("recount-unknown", "没有这次重新计算。", "There is no such recount.");
}

internal sealed class ListRecountChangesHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListRecountChanges, Page<DeadlineChange>>
{
    private sealed record Row(long ClockId, string Number, string Clock, DateOnly Before, DateOnly After, string Verdict);

    public async Task<Page<DeadlineChange>> Handle(ListRecountChanges request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await session.QueryAsync<Row>($"""
            select r.clock_id, c.number, k.name as clock, r.before, r.after, r.verdict
            from recount_change r join clock k on k.id = r.clock_id join case_file c on c.id = r.case_id join office o on o.id = c.office_id
            where r.recount_id = @Id and r.clock_id > @place and {Actor.SeesOffice} order by r.clock_id limit @take
            """, new { request.Id, place = long.TryParse(request.After, out var after) ? after : 0, officePath = actor.Actor.OfficePath, take = limit + 1 }, cancellationToken);
        return new Page<DeadlineChange>([.. rows.Take(limit).Select(row => new DeadlineChange(row.Number, row.Clock, row.Before, row.After, row.Verdict))], rows.Count > limit ? $"{rows[limit - 1].ClockId}" : null);
    }
}
