using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>Cases the actor may see, newest first, a page by key.</summary>
/// <param name="Office">An office with everything below it.</param>
public sealed record ListCases(string? Process = null, string? State = null, string? Office = null, string? Number = null, bool? Open = null, string? After = null, int Limit = 50)
    : IQuery<Page<CaseListRow>>;

internal sealed class ListCasesHandler(CaseRows rows, ICurrentActor actor) : IRequestHandler<ListCases, Page<CaseListRow>>
{
    public async Task<Page<CaseListRow>> Handle(ListCases request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var found = await rows.ReadAsync($"""
            from case_file c {CaseRows.Joins}
            where {Actor.SeesOffice} and (@after::bigint is null or c.id < @after)
              and (@Process::text is null or c.process = @Process) and (@State::text is null or c.state = @State) and {Actor.InOffice}
              and (@Number::text is null or c.number = @Number) and (@Open::boolean is null or (c.closed_at is null) = @Open)
            order by c.id desc limit @take
            """, new
        {
            officePath = actor.Actor.OfficePath, after = long.TryParse(request.After, out var after) ? after : (long?)null, request.Process, request.State, request.Office, request.Number, request.Open,
            take = limit + 1,
        }, cancellationToken);
        return new Page<CaseListRow>([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id.ToString() : null);
    }
}
