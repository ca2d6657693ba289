using System.Collections.Immutable;
using System.Text.Json;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Evaluation;

/// <summary>A trace as JSON. Everything is written into one document, for documents cost more than their parts.</summary>
internal sealed record Explanation(ImmutableArray<MatchedRule> Matched, ImmutableArray<DecidedValue> Decisions)
{
    public static Explanation Of(Trace trace)
    {
        using var parts = Parts(trace).GetEnumerator();
        JsonElement Next() => parts.MoveNext() ? parts.Current : JsonValues.Null;
        var decisions = trace.Decisions.Select(decided => new DecidedValue(decided.Key, Next())).ToImmutableArray();
        var matched = trace.Hits.Select(hit => new MatchedRule(
            hit.Table.Name,
            hit.Rule.Id,
            hit.Rule.Index,
            [.. hit.Table.Inputs.Select((input, i) => new MatchedInput(input.Label, Next(), hit.Rule.Texts[i]))],
            Next(),
            [.. hit.Rule.Annotations])).ToImmutableArray();
        return new Explanation(matched, decisions);
    }

    /// <summary>The values in the order they are asked for; none when they are too many to be written: then the rules stand alone.</summary>
    private static IEnumerable<JsonElement> Parts(Trace trace)
    {
        var run = new Run(default);
        try
        {
            return JsonValues.Write(writer =>
            {
                writer.WriteStartArray();
                foreach (var (_, decided) in trace.Decisions) JsonValues.Write(run, writer, decided);
                foreach (var hit in trace.Hits)
                {
                    foreach (var input in hit.Inputs) JsonValues.Write(run, writer, input);
                    JsonValues.Write(run, writer, hit.Output);
                }

                writer.WriteEndArray();
            }).EnumerateArray();
        }
        catch (FeelLimitException)
        {
            return [];
        }
    }
}
