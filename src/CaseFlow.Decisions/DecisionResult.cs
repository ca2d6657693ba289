using System.Collections.Immutable;
using System.Text.Json;
using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions;

/// <summary>
/// What a decision answered and why: the rules that matched in its tables and in those of the decisions it asked, what each of these answered,
/// and the reasons of nulls. The why is put into words when somebody asks for it: most callers want the answer alone.
/// </summary>
public sealed class DecisionResult
{
    private readonly Lazy<Explanation> _why;

    internal DecisionResult(JsonElement value, Trace trace, IEnumerable<NullReason> reasons) =>
        (Value, Reasons, _why) = (value, [.. reasons], new Lazy<Explanation>(() => Explanation.Of(trace)));

    /// <summary>The answer; a null element for FEEL's null.</summary>
    public JsonElement Value { get; }

    /// <summary>The rules that count, table by table in the order they were asked.</summary>
    public ImmutableArray<MatchedRule> Matched => _why.Value.Matched;

    /// <summary>The answer of each decision on the way, the asked one last.</summary>
    public ImmutableArray<DecidedValue> Decisions => _why.Value.Decisions;

    /// <summary>Why the answer, or parts of it, are null; twenty at most.</summary>
    public ImmutableArray<NullReason> Reasons { get; }
}

/// <summary>A rule that matched; <paramref name="Index"/> is its row, counted from 1. Annotations often name the source of the rule.</summary>
public sealed record MatchedRule(
    string Table,
    string RuleId,
    int Index,
    ImmutableArray<MatchedInput> Inputs,
    JsonElement Output,
    ImmutableArray<string> Annotations);

/// <summary>What a rule saw in one column, and how it tested it: empty or a dash where it does not care.</summary>
public sealed record MatchedInput(string Expression, JsonElement Value, string Test);

/// <summary>The answer of one decision on the way.</summary>
public sealed record DecidedValue(string Decision, JsonElement Value);
