using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Definitions;

/// <summary>Releases a version: new cases start on it, open cases stay on theirs. It can never be edited again.</summary>
public sealed record PublishDefinition(string Id, int Version) : ICommand<DefinitionSummary>;

internal sealed class PublishDefinitionHandler(PgSession session, DefinitionLibrary library) : IRequestHandler<PublishDefinition, DefinitionSummary>
{
    public async Task<DefinitionSummary> Handle(PublishDefinition request, CancellationToken cancellationToken)
    {
        await library.PublishAsync(request.Id, request.Version, cancellationToken);
        return await session.SingleAsync<DefinitionSummary>(
            $"select {DefinitionSummary.Columns} from definition where id = @Id and version = @Version", request, cancellationToken);
    }
}
