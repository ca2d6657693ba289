using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Definitions;

/// <summary>Imports an Elsa 3 definition with its decisions and forms as a draft.</summary>
public sealed record ImportDefinition(JsonElement Definition, Dictionary<string, string>? Files = null) : ICommand<ImportedDefinition>;

/// <summary>The stored draft and what there is to mend before it can be released.</summary>
public sealed record ImportedDefinition(string Id, int Version, bool Releasable, IReadOnlyList<Finding> Findings);

internal sealed class ImportDefinitionHandler(DefinitionLibrary library) : IRequestHandler<ImportDefinition, ImportedDefinition>
{
    public async Task<ImportedDefinition> Handle(ImportDefinition request, CancellationToken cancellationToken)
    {
        var (content, files) = (request.Definition.GetRawText(), request.Files ?? []);
        var findings = await library.CheckAsync(content, files, cancellationToken);
        var (id, version) = await library.StoreAsync(content, files, cancellationToken);
        return new ImportedDefinition(id, version, findings.All(finding => finding.Severity != Severity.Error), findings);
    }
}
