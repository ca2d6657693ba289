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
            if (Json.Get(node.Source, declared.Name) is { } given && Read(node, declared, given, findings) is { } input)
            {
                inputs[declared.Name] = input;
                node.Expressions.Add((input.Expression, input.Path));
            }
            else if (declared.Required)
            {
                findings.Error("missing-input", node, $"{node.JsonPath}.{declared.Name}", $"缺少必填输入“{declared.Name}”。",
                    $"The required input '{declared.Name}' is missing.");
            }
        }

        node.Inputs = inputs.ToImmutable();
        node.Outputs = node.Outputs.AddRange(node.Kind.Descriptor.Outputs
            .Select(name => (Name: name, Target: Target(node.Source, name)))
            .Where(output => output.Target is not null)
            .Select(output => KeyValuePair.Create(output.Name, output.Target!)));
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
