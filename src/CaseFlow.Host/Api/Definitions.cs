using System.Text;
using System.Text.Json;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Settings;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Versioned processes: import, check, release.</summary>
internal static class DefinitionEndpoints
{
    public static void MapDefinitions(this RouteGroupBuilder api)
    {
        api.MapGet("processes", (Ask ask) => ask.For(new ListProcesses())).WithTags("Definitions")
            .Sends<ListProcesses>("What one can apply for, with the start forms").Allow(Policy.OpenCases);
        api.MapGet("cases/{number}/forms/{name}", (string number, string name, Ask ask) => ask.For(new GetCaseForm(number, name))).WithTags("Definitions")
            .Sends<GetCaseForm>("A form of the version that a case runs on").Allow(Policy.ReadCases).Refuses(404);
        api.MapGet("activities", (Ask ask) => ask.For(new ListActivities())).WithTags("Definitions")
            .Sends<ListActivities>("Everything a process can be drawn with: inputs, outputs, ports and texts").Allow(Policy.ReadDesigns);
        var definitions = api.MapGroup("definitions").WithTags("Definitions");
        definitions.MapGet("", (Ask ask) => ask.For(new ListDefinitions()))
            .Sends<ListDefinitions>("Every version of every process").Allow(Policy.ReadDesigns);
        definitions.MapGet("{id}/{version:int}", (string id, int version, Ask ask) => ask.For(new GetDefinition(id, version)))
            .Sends<GetDefinition>("A version with its decisions and forms").Allow(Policy.ReadDesigns).Refuses(404);
        definitions.MapGet("{id}/{version:int}/export", async (string id, int version, Ask ask) =>
            {
                var file = await ask.For(new ExportDefinition(id, version));
                return TypedResults.File(Encoding.UTF8.GetBytes(file.Json), "application/json", file.FileName);
            })
            .Sends<ExportDefinition>("A version as a file in the form that Elsa exports").Allow(Policy.ReadDesigns).Produces<string>(200, "application/json").Refuses(404);
        definitions.MapPost("validate", (ValidateDefinition query, Ask ask) => ask.For(query))
            .Sends<ValidateDefinition>("Check a definition: every finding, nothing is stored").Allow(Policy.Design).ReadsBody();
        definitions.MapPost("", async (ImportDefinition command, Ask ask) =>
            {
                var imported = await ask.For(command);
                return TypedResults.Created($"/api/v1/definitions/{imported.Id}/{imported.Version}", imported);
            })
            .Sends<ImportDefinition>("Store a definition as a draft").Allow(Policy.Design).ReadsBody().Refuses(409);
        definitions.MapPost("{id}/{version:int}/publish", (string id, int version, Ask ask) => ask.For(new PublishDefinition(id, version)))
            .Sends<PublishDefinition>("Release a draft: from now on it never changes").Allow(Policy.Design).Refuses(404, 409, 422);
        MapSettings(definitions);
    }

    private static void MapSettings(RouteGroupBuilder definitions)
    {
        definitions.MapGet("{id}/settings", (string id, Ask ask) => ask.For(new ListSettings(id)))
            .Sends<ListSettings>("The switches and numbers of a process, with the values that cases starting now follow").Allow(Policy.ReadDesigns).Refuses(404);
        definitions.MapGet("{id}/settings/changes", (string id, Ask ask) => ask.For(new ListSettingChanges(id)))
            .Sends<ListSettingChanges>("What was set, when, by whom and why, newest first").Allow(Policy.ReadDesigns).Refuses(404);
        definitions.MapPut("{id}/settings/{name}", (string id, string name, SettingBody body, Ask ask) => ask.For(new ChangeSetting(id, name, body.Value, body.Reason)))
            .Sends<ChangeSetting>("Set a switch or number for cases that start from now on").Allow(Policy.ChangeSettings).ReadsBody().Refuses(404);
    }

    /// <summary>A new value, and why.</summary>
    internal sealed record SettingBody(JsonElement Value, string Reason);
}
