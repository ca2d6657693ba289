using System.Text.Json;
using CaseFlow.Decisions;

namespace CaseFlow.Workflows;

/// <summary>A FEEL expression. FEEL never throws, it gives null; where that null would decide something it is an incident, with FEEL's own reasons.</summary>
internal sealed record FeelSource(FeelExpression Feel) : Expression
{
    public override IEnumerable<string> Names => Feel.Names;

    public override JsonElement Evaluate(Scope scope) => Explain(scope).Value;

    /// <summary>Null is neither true nor false: taking the False branch because a fact is missing would be a decision nobody made.</summary>
    public override JsonElement Decide(Scope scope)
    {
        var result = Explain(scope);
        return result.Value.ValueKind != JsonValueKind.Null ? result.Value
            : throw new ActivityFault("expression-failed",
                $"«{Feel.Text}» is neither true nor false. {string.Join("; ", result.Reasons.Select(reason => reason.En))}");
    }

    private FeelResult Explain(Scope scope)
    {
        var result = Feel.Explain(scope, scope.Now);
        return result.Reasons.FirstOrDefault(reason => reason.Code.StartsWith("feel-limit", StringComparison.Ordinal)) is { } limit
            ? throw new ActivityFault("expression-failed", $"«{Feel.Text}»: {limit.En}")
            : result;
    }

    public static Expression Read(string text, string path, ActivityNode? node, Findings findings) =>
        FeelExpression.TryParse(text, out var expression, out var error) ? new FeelSource(expression)
            : findings.Unparsable(node, path, "FEEL", error.MessageZh, error.MessageEn);
}
