using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Cases.Running;
using CaseFlow.Decisions;

namespace CaseFlow.Cases.Activities;

/// <summary>Why a decision (DMN) answered what it did, as the decision log keeps it. Holds what the decision was given, which is never personal data.</summary>
/// <param name="Decision">The file beside the definition, without ending.</param>
/// <param name="Answer">What it answered; left out where the row cites single rules only.</param>
/// <param name="Rules">The rules that counted.</param>
/// <param name="Asked">What the decisions on the way answered.</param>
/// <param name="Nulls">Why parts of the answer are null.</param>
/// <param name="Shortened">There was more than the log keeps.</param>
public sealed partial record Why(string Decision, JsonElement? Answer, IReadOnlyList<AppliedRule>? Rules, IReadOnlyList<AskedDecision>? Asked, IReadOnlyList<NullCause>? Nulls, bool? Shortened = null)
{
    /// <summary>Beyond it the log keeps the rules and their sources alone: a table that collects a thousand rows would fill the case.</summary>
    private const int MaxLength = 16_000;

    private const int MaxRules = 40;

    /// <summary>As JSON, the way it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CaseJson.Options);

    /// <summary>As it was stored.</summary>
    public static Why? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize<Why>(json, CaseJson.Options);

    internal static Why Of(string decision, DecisionResult result)
    {
        // The last decision on the way is the asked one: its answer stands above.
        var asked = result.Decisions.SkipLast(1).Select(one => new AskedDecision(one.Decision, one.Value)).ToList();
        var nulls = result.Reasons.Select(reason => new NullCause(reason.Code, reason.Zh, reason.En)).ToList();
        var rules = result.Matched.Select(AppliedRule.Of).ToList();
        var why = new Why(decision, result.Value, Some(rules), Some(asked), Some(nulls));
        return rules.Count <= MaxRules && why.ToJson().Length <= MaxLength ? why
            : new Why(decision, null, [.. rules.Take(MaxRules).Select(rule => rule with { Saw = null, Gave = null })], null, Some(nulls.Take(3).ToList()), Shortened: true);
    }

    /// <summary>The rules that gave this reason, as an output or inside one; null if none did.</summary>
    internal Why? Citing(string reason) =>
        Rules?.Where(rule => rule.Gave is { } gave && Holds(gave, reason)).ToList() is { Count: > 0 } citing ? new Why(Decision, null, citing, null, null) : null;

    /// <summary>The numbers of the rulebook in the sources, such as R14.</summary>
    internal IEnumerable<string> Cited => (Rules ?? []).SelectMany(rule => rule.Source ?? []).SelectMany(source => RuleNumber().Matches(source)).Select(match => match.Value).Distinct();

    private static bool Holds(JsonElement output, string reason) => output.ValueKind switch
    {
        JsonValueKind.String => output.ValueEquals(reason),
        JsonValueKind.Array => output.EnumerateArray().Any(item => Holds(item, reason)),
        JsonValueKind.Object => output.EnumerateObject().Any(member => Holds(member.Value, reason)),
        _ => false,
    };

    internal static List<T>? Some<T>(List<T> list) => list.Count == 0 ? null : list;

    [GeneratedRegex(@"\bR[0-9]+\b", RegexOptions.None, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex RuleNumber();
}

/// <summary>A rule of a decision table that counted.</summary>
/// <param name="Rule">Its row in the table, counted from 1.</param>
/// <param name="Saw">What it tested, and what it saw.</param>
/// <param name="Gave">Its output.</param>
/// <param name="Source">The annotations of the row: which rule of the rulebook, which law.</param>
public sealed record AppliedRule(string Table, int Rule, IReadOnlyList<TestedInput>? Saw, JsonElement? Gave, IReadOnlyList<string>? Source)
{
    /// <summary>Columns it does not care about say nothing.</summary>
    internal static AppliedRule Of(MatchedRule rule) =>
        new(rule.Table, rule.Index, Why.Some(rule.Inputs.Where(input => input.Test is not ("" or "-")).Select(input => new TestedInput(input.Expression, input.Value, input.Test)).ToList()),
            rule.Output, Why.Some(rule.Annotations.Where(text => !string.IsNullOrWhiteSpace(text)).ToList()));
}

/// <summary>One column of a rule: the input, its value, and the test it passed.</summary>
public sealed record TestedInput(string Input, JsonElement Value, string Test);

/// <summary>A decision that was asked on the way.</summary>
public sealed record AskedDecision(string Decision, JsonElement Value);

/// <summary>Why a value is null, with FEEL's stable code.</summary>
public sealed record NullCause(string Code, string Zh, string En);
