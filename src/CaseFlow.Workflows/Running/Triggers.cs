using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>An activity that starts new instances of its workflow: an event that comes, an instant, a request from outside.</summary>
/// <param name="NodeId">The activity.</param>
/// <param name="Type">Its type, e.g. <c>Elsa.Event</c>.</param>
/// <param name="Keys">What the outside names it by (the event's name); empty for timers.</param>
/// <param name="Inputs">Its inputs, evaluated when the version is released: there is no instance yet whose variables could be read.</param>
public sealed record WorkflowTrigger(string NodeId, string Type, ImmutableArray<string> Keys, ImmutableSortedDictionary<string, JsonElement> Inputs)
{
    /// <summary>Why it cannot start anything, e.g. an input that cannot be evaluated; null if it can.</summary>
    public string? Fault { get; init; }
}

/// <summary>The trigger that starts an instance, and what it brought.</summary>
public sealed record FiredTrigger(string NodeId, JsonElement Payload);

/// <summary>Finds and times the triggers of a definition.</summary>
public static class Triggers
{
    /// <summary>Every activity of the workflow that is marked <c>canStartWorkflow</c> and can start one; those inside a workflow used as an activity belong to that one.</summary>
    public static IReadOnlyList<WorkflowTrigger> Of(WorkflowDefinition definition, DateTimeOffset now)
    {
        var run = new Run(definition, WorkflowInstance.Create("trigger"), now);
        run.Begin(new StartWorkflow(ImmutableDictionary<string, JsonElement>.Empty));
        var scope = new Scope(run, run.Instance.Queue[0]);
        return [.. definition.Nodes.Values.Where(node => node.Kind.IsTrigger && CanStart(node) && IsOwn(node)).OrderBy(node => node.NodeId, StringComparer.Ordinal).Select(node => Read(node, scope))];
    }

    /// <summary>When a timer, cron or start-at trigger fires next; null if never again.</summary>
    /// <param name="last">When it was due the last time; null when it is armed for the first time.</param>
    public static DateTimeOffset? NextDue(WorkflowTrigger trigger, DateTimeOffset? last, DateTimeOffset now) => trigger.Type switch
    {
        "Elsa.Timer" => Next(trigger.Inputs.TryGetValue("interval", out var given) ? Conversion.ToDuration(given) : TimeSpan.FromMinutes(1), last, now),
        "Elsa.Cron" => CronSchedule.Parse(Conversion.ToText(trigger.Inputs["cronExpression"])).After(now),
        // One that has passed when the version is released has had its day: releasing again must not start anything again.
        "Elsa.StartAt" => last is null && Conversion.ToInstant(trigger.Inputs["dateTime"]) is var due && due > now ? due : null,
        _ => null,
    };

    internal static bool CanStart(ActivityNode node) => Json.Flag(node.Source, "canStartWorkflow")
        || (Json.Get(node.Source, "customProperties") is { } properties && Json.Flag(properties, "canStartWorkflow"));

    /// <summary>Counted from the last due instant, so that it does not drift; what was missed while no server ran is not made up for.</summary>
    private static DateTimeOffset Next(TimeSpan interval, DateTimeOffset? last, DateTimeOffset now)
    {
        if (interval <= TimeSpan.Zero)
            throw new ActivityFault("timer-interval", "The interval of a timer must be longer than nothing.");
        return last is { } before && before + interval > now ? before + interval : Activities.Instants.Add(now, interval);
    }

    private static bool IsOwn(ActivityNode node)
    {
        var parent = node.Parent;
        while (parent is { IsWorkflow: false })
            parent = parent.Parent;
        return parent is { Parent: null };
    }

    private static WorkflowTrigger Read(ActivityNode node, Scope scope)
    {
        var trigger = new WorkflowTrigger(node.NodeId, node.Type, [], ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal));
        try
        {
            foreach (var (name, input) in node.Inputs)
                if (scope.Evaluate(input) is { } value)
                    trigger = trigger with { Inputs = trigger.Inputs.SetItem(name, value) };
            trigger = trigger with { Keys = node.Kind.TriggerKeys(trigger.Inputs) };
            NextDue(trigger, null, scope.Now);
            return trigger;
        }
        catch (Exception fault) when (fault is ActivityFault or FormatException or KeyNotFoundException)
        {
            return trigger with { Fault = fault.Message };
        }
    }
}
