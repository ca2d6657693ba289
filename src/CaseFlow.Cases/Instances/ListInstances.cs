using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Instances;

/// <summary>Instances that run without a case, newest first.</summary>
/// <param name="Status"><c>Running</c>, <c>Finished</c> or <c>Cancelled</c>; null: all.</param>
public sealed record ListInstances(string? Definition = null, string? Status = null, string? CorrelationId = null, string? After = null, int Limit = 50) : IQuery<Page<InstanceRow>>;

/// <summary>One row of the list.</summary>
public sealed record InstanceRow(string Id, string Definition, int Version, string Status, string? Name, string? CorrelationId, string? Parent, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

internal sealed class ListInstancesHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListInstances, Page<InstanceRow>>
{
    public async Task<Page<InstanceRow>> Handle(ListInstances request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        // Ids are made in the order of time, so they are also the key of the page.
        var rows = await session.QueryAsync<InstanceRow>($"""
            select id, definition_id as definition, version, status, name, correlation_id, parent_id as parent, created_at, updated_at from workflow_instance
            where case_id is null and {Actor.SeesBureau} and (@Definition::text is null or definition_id = @Definition) and (@Status::text is null or status = @Status)
              and (@CorrelationId::text is null or correlation_id = @CorrelationId) and (@After::text is null or id < @After)
            order by id desc limit @take
            """, new { officePath = actor.Actor.OfficePath, request.Definition, request.Status, request.CorrelationId, request.After, take = limit + 1 }, cancellationToken);
        var page = rows.Take(limit).ToList();
        return new Page<InstanceRow>(page, rows.Count > limit ? page[^1].Id : null);
    }
}
