using System.Text.Json;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Tasks;

/// <summary>What may follow an outcome of a task: the places to which its arrows lead before somebody must act again.</summary>
/// <param name="Steps">One for each state that the case may come to; several where the process decides on the way.</param>
public sealed record OutcomeNext(string Outcome, IReadOnlyList<NextStep> Steps);

/// <summary>A state that a case comes to, and what happens in it.</summary>
/// <param name="State">The state; null: it stays in the one it has.</param>
/// <param name="Closes">The case ends.</param>
/// <param name="Tasks">Titles of the tasks that open, by locale.</param>
/// <param name="Events">What it waits for.</param>
/// <param name="Workflows">Ids of the workflows that it enters.</param>
public sealed record NextStep(string? State, bool Closes, IReadOnlyList<JsonElement> Tasks, IReadOnlyList<string> Events, IReadOnlyList<string> Workflows);

/// <summary>Reads from the drawing what follows: along the arrows, through everything that the process does by itself.</summary>
internal static class NextSteps
{
    private sealed record Stop(string? State, bool Closes = false, JsonElement? Task = null, IReadOnlyList<string>? Events = null, string? Workflow = null);

    public static IReadOnlyList<OutcomeNext> Of(ActivityNode task)
    {
        var arrows = (task.Parent is { } chart && chart.Source.TryGetProperty("connections", out var connections) ? connections.EnumerateArray() : default)
            .ToLookup(one => Member(one, "source", "activity"), one => (Port: Member(one, "source", "port") ?? "Done", To: Member(one, "target", "activity")!));
        var nodes = task.Parent?.Children.ToDictionary(node => node.Id) ?? [];
        return [.. task.Ports.Select(port => new OutcomeNext(port, [.. Grouped(arrows[task.Id].Where(arrow => arrow.Port == port).SelectMany(arrow => Walk(arrow.To, null, [])))]))];

        IEnumerable<Stop> Walk(string id, string? state, HashSet<string> seen)
        {
            if (!nodes.TryGetValue(id, out var node) || !seen.Add(id))
                return [];
            switch (node.Type)
            {
                case "CaseFlow.HumanTask": return [new Stop(state, Task: Literal(node, "title"))];
                case "CaseFlow.AwaitEvent": return [new Stop(state, Events: Names(node))];
                case "CaseFlow.CloseCase": return [new Stop(state, Closes: true)];
                case "CaseFlow.SetCaseState": state = Literal(node, "state")?.GetString() ?? state; break;
                default: break;
            }
            return node.Workflow is not null ? [new Stop(state, Workflow: node.Workflow.DefinitionId)] : arrows[id].SelectMany(arrow => Walk(arrow.To, state, seen));
        }
    }

    private static IEnumerable<NextStep> Grouped(IEnumerable<Stop> stops) => stops.GroupBy(stop => (stop.State, stop.Closes)).Select(group => new NextStep(group.Key.State, group.Key.Closes,
        [.. group.Select(stop => stop.Task).OfType<JsonElement>().DistinctBy(title => title.GetRawText())], [.. group.SelectMany(stop => stop.Events ?? []).Distinct()], [.. group.Select(stop => stop.Workflow).OfType<string>().Distinct()]));

    private static string? Member(JsonElement connection, string end, string name) =>
        connection.TryGetProperty(end, out var one) && one.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>What the file says outright; what is computed is not known before.</summary>
    private static JsonElement? Literal(ActivityNode node, string input)
    {
        if (!node.Source.TryGetProperty(input, out var given) || given.ValueKind != JsonValueKind.Object || !given.TryGetProperty("expression", out var expression)
            || !expression.TryGetProperty("type", out var type) || !expression.TryGetProperty("value", out var value))
            return null;
        return type.GetString() switch
        {
            "Literal" => value,
            "Object" when value.ValueKind == JsonValueKind.String => JsonElement.Parse(value.GetString()!),
            _ => null,
        };
    }

    private static IReadOnlyList<string> Names(ActivityNode node) =>
        node.Source.TryGetProperty("events", out var names) && names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(one => one.GetString()!)] : [];
}
