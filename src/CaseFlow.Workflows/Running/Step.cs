using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>What a kind of activity sees of one visit, and all it may do.</summary>
internal sealed class Step(Run run, long token, ActivityNode node)
{
    public Run Run => run;
    public long Token => token;
    public ActivityNode Node => node;
    public Visit Visit => run.Instance.Visits[token];
    public Scope Scope => new(run, token);

    /// <summary>What is visible around the activity, for a workflow whose own scope begins with itself.</summary>
    public Scope Outer => new(run, Visit.Parent ?? token);

    /// <summary>An input evaluated and converted to its declared type; null when it is not given or evaluates to null.</summary>
    public JsonElement? Input(string name) => node.Inputs.TryGetValue(name, out var input) ? Scope.Evaluate(input) : null;

    public string? Text(string name) => Input(name) is { } value ? Conversion.ToText(value) : null;

    public string Needed(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new ActivityFault("missing-input", $"'{node.Id}' needs a value for its input '{name}'.");

    public bool Flag(string name) => Input(name) is { ValueKind: JsonValueKind.True };

    public ImmutableArray<string> Names(string name) => Input(name) is { } value ? Conversion.ToNames(value) : [];

    /// <summary>Hands an output to the variable or workflow output that the definition binds it to, if any.</summary>
    public void Bind(string output, JsonElement value)
    {
        if (node.Outputs.TryGetValue(output, out var target))
            Scope.Bind(target, value);
        if (run.Definition.KeepsResults)
            Scope.KeepResult(node, output, value);
    }

    public void Complete(params ImmutableArray<string> outcomes) => run.Complete(token, outcomes.IsEmpty ? Done : outcomes);

    public long Schedule(ActivityNode child) => run.Schedule(child, token);

    /// <summary>Schedules every branch there is; without any the visit ends at once.</summary>
    public void ScheduleAll(IEnumerable<ActivityNode?> children)
    {
        foreach (var child in children)
            if (child is not null)
                Schedule(child);
        CompleteWhenEmpty();
    }

    /// <summary>Ends the visit once nothing inside it is open any more.</summary>
    public void CompleteWhenEmpty()
    {
        if (run.ChildrenOf(token).Count == 0)
            Complete();
    }

    public void Record(WorkflowEvent happened) => run.Record(happened);

    /// <summary>Keeps a number for later bursts under a short name.</summary>
    public void Keep(string name, long value) => Keep(new Dictionary<string, long?> { [name] = value });

    public void Keep(IReadOnlyDictionary<string, long?> numbers)
    {
        if (numbers.Count > 0)
            Record(new VisitStateChanged(token, JsonSerializer.SerializeToElement(numbers)));
    }

    public long Kept(string name) => Visit.State.TryGetValue(name, out var value) ? value.GetInt64() : 0;

    private static readonly ImmutableArray<string> Done = ["Done"];
}
