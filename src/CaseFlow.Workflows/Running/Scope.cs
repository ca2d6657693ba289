using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>What an expression can see from one visit: the variables of its containers, nearest first, and the inputs of its workflow. The walk ends at the
/// nearest workflow, so a workflow used as an activity sees nothing of the one around it.</summary>
internal sealed class Scope(Run run, long token) : IReadOnlyDictionary<string, JsonElement>
{
    /// <summary>Values of a workflow used as an activity stand beside its variables under these prefixes; no variable id of a definition begins so.</summary>
    public const string InputPrefix = "input:", OutputPrefix = "output:";

    public Run Run => run;
    public DateTimeOffset Now => run.Now;

    private IEnumerable<(Visit Visit, ActivityNode Node)> Chain()
    {
        for (long? next = token; next is { } current;)
        {
            var visit = run.Instance.Visits[current];
            var node = run.Definition.Nodes[visit.Activity];
            yield return (visit, node);
            next = node.IsWorkflow ? null : visit.Parent;
        }
    }

    public JsonElement? Evaluate(InputValue input)
    {
        var value = TypeNames.IsFlag(input.Type) ? input.Expression.Decide(this) : input.Expression.Evaluate(this);
        return Conversion.To(value, input.Type) is { ValueKind: not JsonValueKind.Null } converted ? converted : null;
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value)
    {
        foreach (var (visit, node) in Chain())
        {
            if (node.Variables.FirstOrDefault(variable => variable.Name == key) is { } declared)
                return (value = visit.Variables.GetValueOrDefault(declared.Id, declared.Default)) is var _;
            if (visit.Variables.TryGetValue(key, out value) || (node.IsWorkflow && TryInput(visit, key, out value)))
                return true;
        }

        value = default;
        return false;
    }

    public JsonElement? WorkflowInput(string name)
    {
        var (visit, _) = Chain().Last();
        return TryInput(visit, name, out var value) ? value : null;
    }

    private bool TryInput(Visit visit, string name, out JsonElement value) =>
        visit.Parent is null ? run.Instance.Input.TryGetValue(name, out value) : visit.Variables.TryGetValue(InputPrefix + name, out value);

    public JsonElement Variable(string id, string? name = null) => Find(id) is var (visit, variable)
        ? visit.Variables.GetValueOrDefault(variable.Id, variable.Default)
        : name is not null && TryGetValue(name, out var value) ? value
        : throw new ActivityFault("unknown-variable", $"No variable '{id}' is declared here or around it.");

    public void Set(string id, JsonElement value)
    {
        if (Find(id) is not var (visit, variable))
            throw new ActivityFault("unknown-variable", $"No variable '{id}' is declared here or around it.");
        run.Record(new VariableSet(visit.Token, variable.Id, Conversion.To(value, variable.Type)));
    }

    /// <summary>The target of an output binding is a variable or, failing that, an output of the workflow; anything else was a finding and is not
    /// kept.</summary>
    public void Bind(string target, JsonElement value)
    {
        if (Find(target) is not null)
            Set(target, value);
        else if (((ImmutableArray<WorkflowParameter>)Chain().Last().Node.Detail!).Any(output => output.Name == target))
            SetOutput(target, value);
    }

    public void SetOutput(string name, JsonElement value)
    {
        var (visit, _) = Chain().Last();
        run.Record(visit.Parent is null ? new OutputSet(name, value) : new VariableSet(visit.Token, OutputPrefix + name, value));
    }

    /// <summary>Keeps an output for scripts that ask for it by the name of the activity; under the empty name the last one.</summary>
    public void KeepResult(ActivityNode node, string output, JsonElement value)
    {
        var workflow = Chain().Last().Visit.Token;
        foreach (var key in new[] { ResultKey(node.Name ?? node.Id, output), ResultKey(node.Id, output), ResultKey("", "") }.Distinct())
            run.Record(new VariableSet(workflow, key, value));
    }

    public bool HasResult(string activity, string output) => Chain().Last().Visit.Variables.ContainsKey(ResultKey(activity, output));

    public JsonElement Result(string activity, string output) => Chain().Last().Visit.Variables.GetValueOrDefault(ResultKey(activity, output), Conversion.Null);

    private static string ResultKey(string activity, string output) => $"result:{activity}:{output}".ToLowerInvariant();

    /// <summary>By id as Elsa does; by name for definitions written by hand, where the two are mostly the same.</summary>
    private (Visit Visit, Variable Variable)? Find(string id)
    {
        foreach (var (visit, node) in Chain())
            if (node.Variables.FirstOrDefault(variable => variable.Id == id) is { } declared)
                return (visit, declared);
        foreach (var (visit, node) in Chain())
            if (node.Variables.FirstOrDefault(variable => variable.Name == id) is { } named)
                return (visit, named);
        return null;
    }

    public JsonElement this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);
    public bool ContainsKey(string key) => TryGetValue(key, out _);
    public IEnumerable<string> Keys => Chain().SelectMany(level => level.Node.Variables.Select(variable => variable.Name)
        .Concat(level.Visit.Variables.Keys.Where(id => !level.Node.Variables.Any(variable => variable.Id == id))
            .Where(id => !id.StartsWith(OutputPrefix, StringComparison.Ordinal) && !id.StartsWith("result:", StringComparison.Ordinal))
            .Select(id => id.StartsWith(InputPrefix, StringComparison.Ordinal) ? id[InputPrefix.Length..] : id))
        .Concat(level.Node.IsWorkflow && level.Visit.Parent is null ? run.Instance.Input.Keys : [])).Distinct();
    public IEnumerable<JsonElement> Values => Keys.Select(key => this[key]);
    public int Count => Keys.Count();
    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
