using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>Cases the actor may see, newest first, a page by key.</summary>
public sealed record ListCases(string? Process = null, string? State = null, string? Office = null, string? Number = null, bool? Open = null, string? After = null, int Limit = 50)
    : IQuery<Page<CaseListRow>>;

internal sealed class ListCasesHandler(PgSession session, PersonStore people, ICurrentActor actor) : IRequestHandler<ListCases, Page<CaseListRow>>
{
    private sealed record Row(long Id, string Number, string Process, string State, bool Closed, string Office, Guid Applicant, DateTimeOffset OpenedAt, DateOnly? Deadline, bool? Provisional, string? Colour);

    public async Task<Page<CaseListRow>> Handle(ListCases request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await session.QueryAsync<Row>($"""
            select c.id, c.number, c.process, c.state, c.closed_at is not null as closed, c.office_id as office, c.applicant_id as applicant, c.opened_at,
                   k.deadline, k.provisional,
                   (select s.kind from signal s where s.case_id = c.id and s.kind in ('amber', 'red') order by s.id desc limit 1) as colour
            from case_file c join office o on o.id = c.office_id left join clock k on k.case_id = c.id and k.name = 'promise'
            where {Actor.SeesOffice} and (@after::bigint is null or c.id < @after)
              and (@Process::text is null or c.process = @Process) and (@State::text is null or c.state = @State) and (@Office::text is null or c.office_id = @Office)
              and (@Number::text is null or c.number = @Number) and (@Open::boolean is null or (c.closed_at is null) = @Open)
            order by c.id desc limit @take
            """, new
        {
            officePath = actor.Actor.OfficePath, after = long.TryParse(request.After, out var after) ? after : (long?)null, request.Process, request.State, request.Office, request.Number, request.Open,
            take = limit + 1,
        }, cancellationToken);
        var page = rows.Take(limit).ToList();
        var names = await people.MaskedAsync([.. page.Select(row => row.Applicant).Distinct()], cancellationToken);
        return new Page<CaseListRow>([.. page.Select(row => new CaseListRow(row.Id, row.Number, row.Process, row.State, row.Closed, row.Office, names[row.Applicant].Name, row.OpenedAt,
            row.Deadline, row.Provisional, row.Colour))], rows.Count > limit ? page[^1].Id.ToString() : null);
    }
}
