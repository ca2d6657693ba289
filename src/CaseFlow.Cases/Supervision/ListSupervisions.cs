using System.Globalization;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>Orders and urges that are not closed, the most urgent first.</summary>
/// <param name="View"><c>mine</c> (I must do it), <c>office</c> (of the offices I see) or <c>overdue</c> (of those, past their day).</param>
public sealed record ListSupervisions(string View = "office", string? After = null, int Limit = 50) : IQuery<Page<SupervisionView>>;

internal sealed class ListSupervisionsHandler(PgSession session, ICurrentActor actor, TimeProvider time) : IRequestHandler<ListSupervisions, Page<SupervisionView>>
{
    public async Task<Page<SupervisionView>> Handle(ListSupervisions request, CancellationToken cancellationToken)
    {
        var condition = request.View switch
        {
            "mine" => "one.owner = @login",
            "office" => "true",
            "overdue" => "one.due_on < @today",
            _ => throw RefusedException.Invalid("view-unknown", "视图应为 mine、office 或 overdue。", "The view is mine, office or overdue.", "view"),
        };
        var (limit, key) = (request.Limit.Bounded(), DateKey.Parse(request.After));
        var rows = await session.QueryAsync<SupervisionView>($"""
            select {Supervisions.Columns} from office o cross join lateral (
                select * from supervision one where one.office_id = o.id and one.status <> 'closed' and {condition} and (@date::date is null or (one.due_on, one.id) > (@date, @id))
                order by one.due_on, one.id limit @take) s
            join case_file c on c.id = s.case_id where {Actor.SeesOffice} order by s.due_on, s.id limit @take
            """, new
        {
            officePath = actor.Actor.OfficePath, login = actor.Actor.Login, today = ShanghaiTime.DateOf(time.GetUtcNow()), date = key?.Date, id = key?.Id, take = limit + 1,
        }, cancellationToken);
        var page = rows.Take(limit).ToList();
        return new Page<SupervisionView>(page, rows.Count > limit ? DateKey.Of(page[^1].DueOn, page[^1].Id) : null);
    }
}

/// <summary>The place after a row of a list that is ordered by a day: «2026-03-12:17».</summary>
internal sealed record DateKey(DateOnly Date, long Id)
{
    public static string Of(DateOnly date, long id) => $"{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}:{id}";

    public static DateKey? Parse(string? text) => text?.Split(':') is [var day, var row] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new DateKey(date, id) : null;
}
