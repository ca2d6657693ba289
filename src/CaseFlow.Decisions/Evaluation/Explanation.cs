using System.Collections.Immutable;
using System.Text.Json;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Evaluation;

/// <summary>A value and its trace as JSON. Everything is written into one document, for documents cost more than their parts.</summary>
internal static class Explanation
{
    public static DecisionResult Of(Run run, object? value)
    {
        var trace = run.Trace;
        var json = JsonValues.Write(writer =>
        {
            writer.WriteStartArray();
            JsonValues.Write(run, writer, value);
            foreach (var (_, decided) in trace.Decisions) JsonValues.Write(run, writer, decided);
            foreach (var hit in trace.Hits)
            {
                foreach (var input in hit.Inputs) JsonValues.Write(run, writer, input);
                JsonValues.Write(run, writer, hit.Output);
            }

            writer.WriteEndArray();
        });
        using var parts = json.EnumerateArray();
        JsonElement Next() => parts.MoveNext() ? parts.Current : JsonValues.Null;
        var result = Next();
        var decisions = trace.Decisions.Select(decided => new DecidedValue(decided.Key, Next())).ToImmutableArray();
        var matched = trace.Hits.Select(hit => new MatchedRule(
            hit.Table,
            hit.RuleId,
            hit.Index,
            [.. hit.Labels.Select(label => new MatchedInput(label, Next()))],
            Next(),
            [.. hit.Annotations])).ToImmutableArray();
        return new DecisionResult(result, matched, decisions, [.. run.Reasons]);
    }
}
