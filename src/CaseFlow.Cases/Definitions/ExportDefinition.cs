using System.Text;
using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Definitions;

/// <summary>A version in the form that Elsa 3.8 exports, for other designers. What is stored stays byte for byte what was imported.</summary>
public sealed record ExportDefinition(string Id, int Version) : IQuery<ExportedDefinition>;

/// <summary>A file to download.</summary>
public sealed record ExportedDefinition(string FileName, string Json);

internal sealed class ExportDefinitionHandler(PgSession session, ProcessCatalogue processes) : IRequestHandler<ExportDefinition, ExportedDefinition>
{
    private sealed record Marks(bool Published, bool Latest, DateTimeOffset ImportedAt);

    public async Task<ExportedDefinition> Handle(ExportDefinition request, CancellationToken cancellationToken)
    {
        var marks = await session.SingleOrDefaultAsync<Marks>("""
            select published_at is not null as published, version = (select max(version) from definition where id = @Id) as latest, imported_at from definition where id = @Id and version = @Version
            """, request, cancellationToken) ?? throw RefusedException.NotFound("definition-unknown", "没有这个流程定义版本。", "There is no such version of this definition.");
        var definition = (await processes.GetAsync(request.Id, request.Version, cancellationToken)).Definition;
        return new ExportedDefinition(FileName(definition), DefinitionWriter.Write(definition, new VersionMarks(marks.Published, marks.Latest, marks.ImportedAt)));
    }

    /// <summary>Named as Elsa names them, the version in place of the row id where the file has none.</summary>
    private static string FileName(WorkflowDefinition definition)
    {
        var name = new StringBuilder();
        foreach (var character in definition.Name.ToLowerInvariant())
            if (char.IsLetterOrDigit(character))
                name.Append(character);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
        var row = definition.Source.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : $"v{definition.Version}";
        return $"workflow-definition-{name.ToString().Trim('-')}-{definition.DefinitionId}-{row}.json";
    }
}
