using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Clocks;

/// <summary>Amber and red cards, urgings and late stages, newest first.</summary>
/// <param name="Kind"><c>amber</c>, <c>urge</c>, <c>red</c> or <c>stage</c>; null for all.</param>
public sealed record ListSignals(string? Kind = null, string? After = null, int Limit = 50) : IQuery<Page<SignalView>>;

/// <summary>A signal of a clock.</summary>
public sealed record SignalView(long Id, string CaseNumber, string Office, string Clock, string Kind, string? Stage, DateOnly Deadline, DateTimeOffset RaisedAt);

internal sealed class ListSignalsHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListSignals, Page<SignalView>>
{
    public async Task<Page<SignalView>> Handle(ListSignals request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await session.QueryAsync<SignalView>($"""
            select s.id, c.number as case_number, c.office_id as office, k.name as clock, s.kind, s.stage, s.deadline, s.raised_at
            from signal s join clock k on k.id = s.clock_id join case_file c on c.id = s.case_id join office o on o.id = c.office_id
            where {Actor.SeesOffice} and (@Kind::text is null or s.kind = @Kind) and (@after::bigint is null or s.id < @after) order by s.id desc limit @take
            """, new { officePath = actor.Actor.OfficePath, request.Kind, after = long.TryParse(request.After, out var after) ? after : (long?)null, take = limit + 1 }, cancellationToken);
        var page = rows.Take(limit).ToList();
        return new Page<SignalView>(page, rows.Count > limit ? page[^1].Id.ToString() : null);
    }
}
