using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Decisions;

/// <summary>
/// What a decision answered and why: the rules that matched in its tables and in those of the decisions it asked, what each of these answered,
/// and the reasons of nulls.
/// </summary>
public sealed record DecisionResult(
    JsonElement Value,
    ImmutableArray<MatchedRule> Matched,
    ImmutableArray<DecidedValue> Decisions,
    ImmutableArray<NullReason> Reasons);

/// <summary>A rule that matched; <paramref name="Index"/> is its row, counted from 1. Annotations often name the source of the rule.</summary>
public sealed record MatchedRule(
    string Table,
    string RuleId,
    int Index,
    ImmutableArray<MatchedInput> Inputs,
    JsonElement Output,
    ImmutableArray<string> Annotations);

/// <summary>What a rule saw in one column.</summary>
public sealed record MatchedInput(string Expression, JsonElement Value);

/// <summary>The answer of one decision on the way.</summary>
public sealed record DecidedValue(string Decision, JsonElement Value);
