using CaseFlow.Cases.Definitions;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;
using MediatR;

namespace CaseFlow.Host.Api;

/// <summary>Versioned processes: import, check, release.</summary>
internal static class DefinitionEndpoints
{
    public static void MapDefinitions(this RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("definitions").WithTags("Definitions");
        definitions.MapGet("", (IMediator send, CancellationToken stop) => send.Send(new ListDefinitions(), stop))
            .Sends<ListDefinitions>("Every version of every process").Allow(Policy.ReadDesigns);
        definitions.MapGet("{id}/{version:int}", (string id, int version, IMediator send, CancellationToken stop) => send.Send(new GetDefinition(id, version), stop))
            .Sends<GetDefinition>("A version with its decisions and forms").Allow(Policy.ReadDesigns).Refuses(404);
        definitions.MapPost("validate", (ValidateDefinition query, IMediator send, CancellationToken stop) => send.Send(query, stop))
            .Sends<ValidateDefinition>("Check a definition: every finding, nothing is stored").Allow(Policy.Design).ReadsBody();
        definitions.MapPost("", async (ImportDefinition command, IMediator send, CancellationToken stop) =>
            {
                var imported = await send.Send(command, stop);
                return TypedResults.Created($"/api/v1/definitions/{imported.Id}/{imported.Version}", imported);
            })
            .Sends<ImportDefinition>("Store a definition as a draft").Allow(Policy.Design).ReadsBody().Refuses(409);
        definitions.MapPost("{id}/{version:int}/publish", (string id, int version, IMediator send, CancellationToken stop) => send.Send(new PublishDefinition(id, version), stop))
            .Sends<PublishDefinition>("Release a draft: from now on it never changes").Allow(Policy.Design).Refuses(404, 409, 422);
    }
}
