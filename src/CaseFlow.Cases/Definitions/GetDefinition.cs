using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Definitions;

/// <summary>A version with its files, as it was imported.</summary>
public sealed record GetDefinition(string Id, int Version) : IQuery<DefinitionBundle>;

/// <summary>A definition and the decisions and forms beside it.</summary>
/// <param name="Files">Text by path, e.g. <c>eligibility.dmn</c>, <c>forms/start.json</c>.</param>
public sealed record DefinitionBundle(DefinitionSummary Summary, JsonElement Definition, IReadOnlyDictionary<string, string> Files);

internal sealed class GetDefinitionHandler(PgSession session, DefinitionLibrary library) : IRequestHandler<GetDefinition, DefinitionBundle>
{
    public async Task<DefinitionBundle> Handle(GetDefinition request, CancellationToken cancellationToken)
    {
        var summary = await session.SingleOrDefaultAsync<DefinitionSummary>(
            $"select {DefinitionSummary.Columns} from definition where id = @Id and version = @Version", request, cancellationToken) ?? throw RefusedException.NotFound("definition-unknown", "没有这个流程定义版本。", "There is no such version of this definition.");
        var content = await session.SingleAsync<string>("select content from definition where id = @Id and version = @Version", request, cancellationToken);
        return new DefinitionBundle(summary, JsonElement.Parse(content), await library.FilesAsync(request.Id, request.Version, cancellationToken));
    }
}
