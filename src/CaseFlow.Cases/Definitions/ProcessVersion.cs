using System.Collections.Concurrent;
using System.Text.Json;
using CaseFlow.Cases.Settings;
using CaseFlow.Decisions;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Definitions;

/// <summary>A released version of a process with all that belongs to it: its definition, the definitions it uses, their decisions and forms. Immutable, so it is read once and kept.</summary>
internal sealed class ProcessVersion(WorkflowDefinition definition, string content, IReadOnlyDictionary<string, string> files)
{
    private readonly ConcurrentDictionary<string, DecisionModel?> decisions = new();
    private readonly ConcurrentDictionary<string, JsonElement?> forms = new();
    private readonly Lazy<IReadOnlyList<DeclaredSetting>> settings = new(() => ProcessSettings.Declared(files));
    private readonly Lazy<PrivacyNotice?> notice = new(() => files.TryGetValue(definition.DefinitionId + Definitions.PrivacyNotice.Ending, out var json) ? Definitions.PrivacyNotice.Read(json) : null);

    public WorkflowDefinition Definition { get; } = definition;

    /// <summary>The file as it was released.</summary>
    public string Content { get; } = content;

    /// <summary>Files of this version and of the versions it uses, by path; its own come first.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } = files;

    /// <summary>The matter's short code in case numbers, from the definition's <c>customProperties.matter</c>.</summary>
    public string Matter { get; } = JsonElement.Parse(content) is var json && json.TryGetProperty("customProperties", out var custom)
        && custom.TryGetProperty("matter", out var matter) ? matter.GetString()! : "CASE";

    /// <summary>The settings that it and the versions it uses declare.</summary>
    public IReadOnlyList<DeclaredSetting> Settings => settings.Value;

    /// <summary>What people are told before the process asks for their data; null where it asks nobody.</summary>
    public PrivacyNotice? PrivacyNotice => notice.Value;

    public DecisionModel? Decision(string name) =>
        decisions.GetOrAdd(name, one => Files.TryGetValue($"{one}.dmn", out var xml) ? DecisionModel.Parse(xml, DecisionFiles.Beside(one, Files)) : null);

    public JsonElement? Form(string name) =>
        forms.GetOrAdd(name, one => Files.TryGetValue($"forms/{one}.json", out var json) ? JsonElement.Parse(json) : null);
}
