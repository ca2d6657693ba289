using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Definitions;

/// <summary>Every version of every process.</summary>
public sealed record ListDefinitions : IQuery<IReadOnlyList<DefinitionSummary>>;

/// <summary>A version of a process.</summary>
/// <param name="PublishedAt">Null for a draft.</param>
public sealed record DefinitionSummary(string Id, int Version, string Name, string Sha256, DateTimeOffset ImportedAt, string ImportedBy, DateTimeOffset? PublishedAt, string? PublishedBy)
{
    internal const string Columns = "id, version, name, sha256, imported_at, imported_by, published_at, published_by";
}

internal sealed class ListDefinitionsHandler(PgSession session) : IRequestHandler<ListDefinitions, IReadOnlyList<DefinitionSummary>>
{
    public Task<IReadOnlyList<DefinitionSummary>> Handle(ListDefinitions request, CancellationToken cancellationToken) => session.QueryAsync<DefinitionSummary>(
        $"select {DefinitionSummary.Columns} from definition order by id, version", null, cancellationToken);
}
