using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>What a kind of activity needs to read more than inputs and outputs of its node.</summary>
internal sealed class NodeReading(Reading reading, ActivityNode node, int depth)
{
    public ActivityNode Node => node;
    public Findings Findings => reading.Findings;

    /// <summary>The activity embedded under a member, or null.</summary>
    public ActivityNode? Child(string member) => Json.Get(node.Source, member) is { ValueKind: JsonValueKind.Object } source ? Child(source, member) : null;

    public ActivityNode? Child(JsonElement source, string member)
    {
        if (reading.ReadActivity(source, node, $"{node.JsonPath}.{member}", depth + 1) is not { } child)
            return null;
        node.Children = node.Children.Add(child);
        return child;
    }

    public ImmutableArray<ActivityNode> ChildList(string member) =>
        [.. Json.Items(node.Source, member).Select((source, index) => Child(source, $"{member}[{index}]")).OfType<ActivityNode>()];

    /// <summary>A bare list of names, e.g. the outcomes of a task.</summary>
    public ImmutableArray<string> Names(string member) =>
        Json.Get(node.Source, member) is { } value && value.ValueKind is JsonValueKind.Array or JsonValueKind.String ? Conversion.ToNames(value) : [];

    public Expression Expression(JsonElement source, string member)
    {
        var path = $"{node.JsonPath}.{member}";
        var expression = ExpressionReader.Read(source, path, node, Findings);
        node.Expressions.Add((expression, path));
        return expression;
    }
}
