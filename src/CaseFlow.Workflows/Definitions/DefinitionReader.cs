using System.Collections.Frozen;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>Reads Elsa 3 definition files, tolerantly: unknown members and activities are kept in <see cref="WorkflowDefinition.Source"/>, both spellings of
/// every member that had two are understood.</summary>
public static class DefinitionReader
{
    /// <summary>Longest file accepted, in characters.</summary>
    public const int LargestFile = 4_000_000;

    /// <summary>Definitions being read on this thread, outermost first: a resolver may read the children it is asked for, and two that use each other would
    /// never end.</summary>
    [ThreadStatic]
    private static Stack<string>? underWay;

    /// <summary>Reads and analyses one definition.</summary>
    /// <param name="catalogue">The activity types it may use.</param>
    /// <param name="children">Finds the definition that a workflow-as-activity names, by id (or by name) and version; null asks for the version in
    /// force.</param>
    public static ReadResult Read(string json, ActivityCatalogue catalogue, Func<string, int?, WorkflowDefinition?> children)
    {
        var findings = new Findings();
        if (Parse(json, findings) is not { } source)
            return new ReadResult(null, findings.All());
        var id = Json.Text(source, "definitionId") ?? Json.Text(source, "id") ?? "";
        if (id.Length == 0)
            findings.Error("missing-definition-id", null, "$.definitionId", "缺少 definitionId。", "The definitionId is missing.");
        var path = underWay ??= new Stack<string>();
        path.Push(id);
        try
        {
            return new ReadResult(Build(source, id, catalogue, children, path, findings), findings.All()) { Steps = findings.Steps };
        }
        finally
        {
            path.Pop();
        }
    }

    private static JsonElement? Parse(string json, Findings findings)
    {
        if (json.Length > LargestFile)
        {
            findings.Error("too-large", null, "$", $"文件过大：最多 {LargestFile} 个字符。", $"The file is too large: at most {LargestFile} characters.");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = 512 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
            findings.Error("not-a-definition", null, "$", "文件不是流程定义：应为 JSON 对象。", "The file is not a workflow definition: expected a JSON object.");
        }
        catch (JsonException error)
        {
            findings.Error("json-syntax", null, error.Path ?? "$", $"JSON 无法解析：{error.Message}", $"The JSON does not parse: {error.Message}");
        }

        return null;
    }

    private static WorkflowDefinition? Build(JsonElement source, string id, ActivityCatalogue catalogue, Func<string, int?, WorkflowDefinition?> children,
        IEnumerable<string> path, Findings findings)
    {
        var reading = new Reading(catalogue, children, findings, path);
        if (Json.Get(source, "root") is not { ValueKind: JsonValueKind.Object })
        {
            findings.Error("missing-root", null, "$.root", "流程没有根活动（root）。", "The workflow has no root activity (root).");
            return null;
        }

        if (ActivationStrategies.Read(source) is not { } activation)
        {
            activation = ActivationStrategy.AllowAlways;
            findings.Error("unknown-activation-strategy", null, "$.options.activationStrategyType", $"未知的启动策略；可选：{string.Join("、", Enum.GetNames<ActivationStrategy>())}。",
                $"The activation strategy is unknown; choose one of: {string.Join(", ", Enum.GetNames<ActivationStrategy>())}.");
        }

        var root = reading.ReadWorkflow(source);
        var definition = new WorkflowDefinition
        {
            DefinitionId = id,
            Version = Json.Number(source, "version") ?? 1,
            Name = Json.Text(source, "name") ?? id,
            Inputs = WorkflowParameter.ReadAll(source, "inputs"),
            Outputs = WorkflowParameter.ReadAll(source, "outputs"),
            Outcomes = [.. Json.Items(source, "outcomes").Select(Json.AsText).OfType<string>()],
            Activation = activation,
            Root = root,
            Nodes = reading.Nodes.ToFrozenDictionary(),
            KeepsResults = reading.Nodes.Values.Any(node => node.Expressions.Any(given => given.Expression is JavaScriptSource { ReadsOutputs: true })),
            Source = source,
        };
        WorkflowParameter.Check(definition.Inputs, "inputs", findings);
        WorkflowParameter.Check(definition.Outputs, "outputs", findings);
        foreach (var node in reading.Own)
        {
            node.Kind.Check(node, findings);
            VariableChecks.Run(definition, node, findings);
        }

        PathChecks.Run(definition, reading.Own, findings);

        return definition;
    }
}
