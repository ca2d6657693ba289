using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>Reads the inputs and outputs that an activity type declares.</summary>
internal static class InputReader
{
    public static void Fill(ActivityNode node, Findings findings)
    {
        var inputs = node.Inputs.ToBuilder();
        foreach (var declared in node.Kind.Descriptor.Inputs)
        {
            var input = Json.Get(node.Source, declared.Name) is { } given ? Read(node, declared, given, findings) : null;
            if (input is not null)
            {
                inputs[declared.Name] = input;
                node.Expressions.Add((input.Expression, input.Path));
            }

            if (declared.Required && IsEmpty(input))
            {
                findings.Error("missing-input", node, $"{node.JsonPath}.{declared.Name}", $"缺少必填输入“{declared.Name}”。",
                    $"The required input '{declared.Name}' is missing.");
            }
        }

        if (node.Kind is Activities.Request && node.Type.StartsWith("CaseFlow.", StringComparison.Ordinal))
            CheckNames(node, findings);
        node.Inputs = inputs.ToImmutable();
        node.Outputs = node.Outputs.AddRange(node.Kind.Descriptor.Outputs
            .Select(name => (Name: name, Target: Target(node.Source, name)))
            .Where(output => output.Target is not null)
            .Select(output => KeyValuePair.Create(output.Name, output.Target!)));
    }

    private static bool IsEmpty(InputValue? input) => input is null || (input.Expression is LiteralExpression { Value: var value }
        && (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()))));

    /// <summary>A misspelt input would be left out without a word.</summary>
    private static void CheckNames(ActivityNode node, Findings findings)
    {
        var known = node.Kind.Descriptor.Inputs.Select(input => input.Name).Concat(node.Kind.Descriptor.Outputs).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var member in node.Source.EnumerateObject().Where(member => !known.Contains(member.Name) && Json.Get(member.Value, "expression") is not null))
            findings.Warn("unknown-input", node, $"{node.JsonPath}.{member.Name}", $"活动“{node.Type}”没有输入“{member.Name}”：它不起作用。",
                $"'{node.Type}' has no input '{member.Name}': it has no effect.");
    }

    /// <summary>A bare value is a literal. An object is an input only with an expression; one that merely names a type is «not given», any other object is
    /// itself the value.</summary>
    public static InputValue? Read(ActivityNode node, ActivityInput declared, JsonElement given, Findings findings)
    {
        var path = $"{node.JsonPath}.{declared.Name}";
        if (given.ValueKind != JsonValueKind.Object)
            return new InputValue(declared.Name, declared.Type, new LiteralExpression(given), path);
        if (Json.Get(given, "expression") is { ValueKind: JsonValueKind.Object } expression)
            return Json.Get(expression, "value") is null ? null
                : new InputValue(declared.Name, declared.Type, ExpressionReader.Read(expression, path + ".expression.value", node, findings),
                path + ".expression.value");
        return Json.Get(given, "typeName") is null && Json.Get(given, "memoryReference") is null
            ? new InputValue(declared.Name, declared.Type, new LiteralExpression(given), path)
            : null;
    }

    private static string? Target(JsonElement source, string name) =>
        Json.Get(source, name) is { } output && Json.Get(output, "memoryReference") is { } reference ? Json.Text(reference, "id") : null;
}
