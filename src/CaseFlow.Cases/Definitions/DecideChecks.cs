using System.Text.Json;
using CaseFlow.Cases.Activities;
using CaseFlow.Decisions;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Definitions;

/// <summary>Compares what a process gives to its decisions with what these declare. A name that is misspelt would be null, and decide something nobody meant.</summary>
internal static class DecideChecks
{
    public static List<Finding> Check(ProcessVersion process)
    {
        var findings = new List<Finding>();
        foreach (var node in Own(process.Definition.Root).Where(node => node.Type == "CaseFlow.Decide"))
            if (Word(node, "decision") is { } decision) Check(process, node, decision, findings);
        return findings;
    }

    /// <summary>Workflows used as activities have findings of their own, in their own file.</summary>
    private static IEnumerable<ActivityNode> Own(ActivityNode node) =>
        node.Children.Where(child => !child.Source.TryGetProperty("workflowDefinitionId", out _)).SelectMany(child => Own(child).Prepend(child));

    private static void Check(ProcessVersion process, ActivityNode node, string decision, List<Finding> findings)
    {
        if (Model(process, decision) is not { } model)
        {
            if (!process.Files.ContainsKey($"{decision}.dmn"))
                findings.Add(Warn("decision-missing", node, "decision", $"流程旁没有 {decision}.dmn：运行到此处会成为异常。", $"There is no {decision}.dmn beside the definition: running it ends as an incident."));
            return;
        }
        if ((Word(node, "decisionName") ?? DecideHandler.NameIn(model, decision)) is not { } name || !model.Decisions.Contains(name))
        {
            findings.Add(Warn("decision-missing", node, "decisionName", $"{decision}.dmn 中没有该决策：运行到此处会成为异常。", $"There is no such decision in {decision}.dmn: running it ends as an incident."));
            return;
        }
        if (Given(node) is not { } given) return;
        foreach (var input in model.InputsOf(name).Except(given))
            findings.Add(Warn("decision-input-missing", node, "input", $"决策“{name}”的输入“{input}”没有给出：它将为空。", $"The input '{input}' of the decision '{name}' is not given: it will be null."));
        foreach (var input in model.IsSelfContained ? given.Except(model.Inputs) : [])
            findings.Add(Warn("decision-input-unknown", node, "input", $"决策“{name}”没有输入“{input}”：它不起作用。", $"The decision '{name}' has no input '{input}': it has no effect."));
    }

    /// <summary>Null for a file that cannot be read: that is said of the file.</summary>
    private static DecisionModel? Model(ProcessVersion process, string decision)
    {
        try
        {
            return process.Decision(decision);
        }
        catch (DecisionModelException)
        {
            return null;
        }
    }

    /// <summary>The names the process gives, where they are written down: a context of FEEL, or a JSON object.</summary>
    private static IReadOnlyCollection<string>? Given(ActivityNode node)
    {
        if (Expression(node, "input") is not var (type, value)) return null;
        if (type == "FEEL" && value.ValueKind == JsonValueKind.String) return FeelExpression.TryParse(value.GetString()!, out var feel, out _) ? feel.Entries : null;
        return type is "Literal" or "Object" && value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject().Select(member => member.Name)] : null;
    }

    private static string? Word(ActivityNode node, string input) =>
        Expression(node, input) is ("Literal", { ValueKind: JsonValueKind.String } value) && value.GetString() is { Length: > 0 } word ? word : null;

    private static (string Type, JsonElement Value)? Expression(ActivityNode node, string input) =>
        node.Source.TryGetProperty(input, out var given) && given.ValueKind == JsonValueKind.Object && given.TryGetProperty("expression", out var expression)
        && expression.ValueKind == JsonValueKind.Object && expression.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
        && expression.TryGetProperty("value", out var value) ? (type.GetString()!, value) : null;

    private static Finding Warn(string code, ActivityNode node, string input, string zh, string en) =>
        new(code, Severity.Warning, node.Id, $"{node.JsonPath}.{input}", zh, en);
}
