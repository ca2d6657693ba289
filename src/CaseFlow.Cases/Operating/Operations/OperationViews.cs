using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Operating.Operations;

/// <summary>The progress of an operation.</summary>
public sealed record GetOperation(long Id) : IQuery<OperationView>;

/// <summary>Operations that people of one's offices started, newest first.</summary>
public sealed record ListOperations(string? After = null, int Limit = 50) : IQuery<Page<OperationView>>;

/// <summary>The subjects of an operation, in their order.</summary>
/// <param name="Status"><c>waiting</c>, <c>done</c> or <c>failed</c>; null for all.</param>
public sealed record ListOperationItems(long Id, string? Status = null, string? After = null, int Limit = 50) : IQuery<Page<OperationItemView>>;

/// <summary>Reads operations, with the rights of the actor in the query: managers and administrators see those of their office and of offices below it, others their own.</summary>
internal sealed class OperationViews(PgSession session, ICurrentActor actor)
{
    private const string Select = $"""
        select p.id, p.command, p.reason, p.selection::text as selection, p.arguments::text as arguments, p.status, p.total, p.done, p.failed, p.started_by, p.started_at, p.ended_at, p.ended_by
        from operation p join office o on o.id = p.office_id where {Actor.SeesOffice} and (@all or p.started_by = @login)
        """;

    public async Task<OperationView> GetAsync(long id, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<OperationView>($"{Select} and p.id = @id", new { id, officePath = actor.Actor.OfficePath, all = actor.Actor.Is(Role.Manager) || actor.Actor.Is(Role.Administrator), login = actor.Actor.Login }, cancellationToken)
        ?? throw RefusedException.NotFound("operation-unknown", "没有这个批量操作，或您无权查看。", "There is no such operation, or you may not see it.");

    public async Task<Page<OperationView>> PageAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<OperationView>($"{Select} and (@after::bigint is null or p.id < @after) order by p.id desc limit @take",
            new { officePath = actor.Actor.OfficePath, all = actor.Actor.Is(Role.Manager) || actor.Actor.Is(Role.Administrator), login = actor.Actor.Login, after = long.TryParse(after, out var key) ? key : (long?)null, take = limit + 1 }, cancellationToken);
        return new Page<OperationView>([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Id.ToString() : null);
    }

    private sealed record Item(int Place, long Subject, string? CaseNumber, string Status, string? Reasons, DateTimeOffset? At);

    public async Task<Page<OperationItemView>> ItemsAsync(long id, string? status, string? after, int limit, CancellationToken cancellationToken)
    {
        await GetAsync(id, cancellationToken);
        var rows = await session.QueryAsync<Item>("""
            select i.place, i.subject, c.number as case_number, i.status, i.reasons::text as reasons, i.at from operation_item i left join case_file c on c.id = i.case_id
            where i.operation_id = @id and (@status::text is null or i.status = @status) and i.place > @after order by i.place limit @take
            """, new { id, status, after = int.TryParse(after, out var place) ? place : 0, take = limit + 1 }, cancellationToken);
        return new Page<OperationItemView>([.. rows.Take(limit).Select(row => new OperationItemView(row.Place, row.Subject, row.CaseNumber, row.Status,
            row.Reasons is null ? [] : JsonSerializer.Deserialize<OperationFault[]>(row.Reasons, CaseJson.Options)!, row.At))], rows.Count > limit ? rows[limit - 1].Place.ToString() : null);
    }
}

internal sealed class GetOperationHandler(OperationViews views) : IRequestHandler<GetOperation, OperationView>
{
    public Task<OperationView> Handle(GetOperation request, CancellationToken cancellationToken) => views.GetAsync(request.Id, cancellationToken);
}

internal sealed class ListOperationsHandler(OperationViews views) : IRequestHandler<ListOperations, Page<OperationView>>
{
    public Task<Page<OperationView>> Handle(ListOperations request, CancellationToken cancellationToken) => views.PageAsync(request.After, request.Limit.Bounded(), cancellationToken);
}

internal sealed class ListOperationItemsHandler(OperationViews views) : IRequestHandler<ListOperationItems, Page<OperationItemView>>
{
    public Task<Page<OperationItemView>> Handle(ListOperationItems request, CancellationToken cancellationToken) =>
        views.ItemsAsync(request.Id, request.Status, request.After, request.Limit.Bounded(), cancellationToken);
}
