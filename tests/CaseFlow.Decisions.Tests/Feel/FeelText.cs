using System.Text.Json;

namespace CaseFlow.Decisions.Tests.Feel;

/// <summary>Short words for the tests: evaluate a text, optionally over JSON variables.</summary>
internal static class FeelText
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 0, TimeSpan.FromHours(8));

    public static string Value(string expression, string variables = "{}") =>
        FeelExpression.Parse(expression).Evaluate(Variables(variables), Now).GetRawText();

    public static Dictionary<string, JsonElement> Variables(string json) =>
        JsonElement.Parse(json).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);
}
