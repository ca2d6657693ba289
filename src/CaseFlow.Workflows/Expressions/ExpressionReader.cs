using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>Reads <c>{"type": …, "value": …}</c>. What cannot be parsed is a finding, and the expression then faults when it is needed.</summary>
internal static class ExpressionReader
{
    public static Expression Read(JsonElement expression, string path, ActivityNode? node, Findings findings)
    {
        var type = Json.Text(expression, "type") ?? "Literal";
        var value = Json.Get(expression, "value") ?? Conversion.Null;
        switch (type)
        {
            case "Literal":
                return new LiteralExpression(value);
            case "Object" or "Json":
                return value.ValueKind == JsonValueKind.String ? ReadObject(value.GetString()!, path, node, findings) : new LiteralExpression(value);
            case "Variable" when (Json.Text(value, "id") ?? Json.Text(value, "name") ?? Json.AsText(value)) is { } id:
                return new VariableExpression(id, Json.Text(value, "name"));
            case "Input" when (Json.Text(value, "name") ?? Json.AsText(value)) is { } name:
                return new InputExpression(name);
            default:
                return ReadScript(type, Json.AsText(value) ?? "", path, node, findings);
        }
    }

    private static Expression ReadObject(string text, string path, ActivityNode? node, Findings findings)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new LiteralExpression(Conversion.Null);
        try
        {
            using var document = JsonDocument.Parse(text);
            return new LiteralExpression(document.RootElement.Clone());
        }
        catch (JsonException error)
        {
            return findings.Unparsable(node, path, "JSON", error.Message, error.Message);
        }
    }

    private static Expression ReadScript(string type, string text, string path, ActivityNode? node, Findings findings) => type switch
    {
        "FEEL" when string.IsNullOrWhiteSpace(text) => new LiteralExpression(Conversion.Null),
        "JavaScript" => string.IsNullOrWhiteSpace(text) ? new LiteralExpression(Conversion.Null) : JavaScriptSource.Read(text, path, node, findings),
        "FEEL" => FeelSource.Read(text, path, node, findings),
        _ => findings.UnknownLanguage(node, path, type),
    };
}

/// <summary>Stands where an expression could not be read, so that the rest of a definition can still be shown and run.</summary>
internal sealed record BrokenExpression(string Reason) : Expression
{
    public override JsonElement Evaluate(Scope scope) => throw new ActivityFault("expression-failed", Reason);
}
