using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Decisions;

/// <summary>The value of an expression and why parts of it, or all of it, were null.</summary>
public sealed record FeelResult(JsonElement Value, ImmutableArray<NullReason> Reasons);
