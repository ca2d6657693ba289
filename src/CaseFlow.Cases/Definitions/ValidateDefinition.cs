using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Definitions;

/// <summary>Says everything that is wrong with a definition, and stores nothing.</summary>
public sealed record ValidateDefinition(JsonElement Definition, Dictionary<string, string>? Files = null) : IQuery<ValidationResult>;

/// <summary>Every finding; releasable when none is an error.</summary>
public sealed record ValidationResult(bool Releasable, IReadOnlyList<Finding> Findings);

internal sealed class ValidateDefinitionHandler(DefinitionLibrary library) : IRequestHandler<ValidateDefinition, ValidationResult>
{
    public async Task<ValidationResult> Handle(ValidateDefinition request, CancellationToken cancellationToken)
    {
        var findings = await library.CheckAsync(request.Definition.GetRawText(), request.Files ?? [], cancellationToken);
        return new ValidationResult(findings.All(finding => finding.Severity != Severity.Error), findings);
    }
}
