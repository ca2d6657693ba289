using System.Text.Json;
using CaseFlow.Decisions.Scripts;

namespace CaseFlow.Workflows;

/// <summary>A JavaScript expression with the accessor functions that Elsa gives it.</summary>
internal sealed record JavaScriptSource(ScriptExpression Script) : Expression
{
    /// <summary>True if it asks for outputs of activities, which then must be kept.</summary>
    public bool ReadsOutputs =>
        Script.Names.Any(name => name == "getLastResult"
        || (name.StartsWith("get", StringComparison.Ordinal) && name.Contains("From", StringComparison.Ordinal)));

    public override JsonElement Evaluate(Scope scope) => Evaluate(scope, []);

    /// <summary>Adds what <c>setOutcome</c> and <c>setOutcomes</c> are called with to <paramref name="outcomes"/>.</summary>
    public JsonElement Evaluate(Scope scope, List<string> outcomes)
    {
        try
        {
            return Script.Evaluate(name => name is "setOutcome" or "setOutcomes" ? arguments => Choose(outcomes, arguments) : Function(scope, name), name =>
                name == "variables" ? Variables(scope) : null);
        }
        catch (ScriptException fault)
        {
            throw new ActivityFault("expression-failed", "JavaScript: " + fault.Message);
        }
    }

    public static Expression Read(string text, string path, ActivityNode? node, Findings findings)
    {
        try
        {
            return new JavaScriptSource(ScriptExpression.Parse(text));
        }
        catch (ScriptSyntaxException error)
        {
            return findings.Unparsable(node, path, "JavaScript", error.MessageZh, error.Message);
        }
    }

    private static JsonElement Choose(List<string> outcomes, IReadOnlyList<JsonElement> arguments)
    {
        outcomes.AddRange(arguments.SelectMany(argument => Conversion.ToNames(argument)));
        return default;
    }

    private static Func<IReadOnlyList<JsonElement>, JsonElement>? Function(Scope scope, string name) => name switch
    {
        "getVariable" => arguments => scope.TryGetValue(Text(arguments, 0), out var value) ? value : Conversion.Null,
        "getInput" => arguments => scope.WorkflowInput(Text(arguments, 0)) ?? Conversion.Null,
        "getOutputFrom" => arguments => scope.Result(Text(arguments, 0), arguments.Count > 1 ? Text(arguments, 1) : "result"),
        "getLastResult" => _ => scope.Result("", ""),
        "getCorrelationId" => _ => Optional(scope.Run.Instance.CorrelationId),
        "getWorkflowInstanceName" => _ => Optional(scope.Run.Instance.Name),
        "getWorkflowInstanceId" => _ => Conversion.Text(scope.Run.Instance.Id),
        "getWorkflowDefinitionId" => _ => Conversion.Text(scope.Run.Definition.DefinitionId),
        "getWorkflowDefinitionVersion" => _ => Conversion.Number(scope.Run.Definition.Version),
        _ when name.StartsWith("get", StringComparison.Ordinal) && name.Length > 3 => Accessor(scope, name[3..]),
        _ => null,
    };

    /// <summary><c>getTotal()</c> for a variable or input Total or total; <c>getResultFromCalc()</c> for an output of the activity Calc.</summary>
    private static Func<IReadOnlyList<JsonElement>, JsonElement>? Accessor(Scope scope, string name)
    {
        if (scope.Keys.FirstOrDefault(key => Pascal(key) == name) is { } known)
            return _ => scope[known];
        return name.Split("From", 2) is [var output, var activity] && scope.HasResult(activity, output) ? _ => scope.Result(activity, output) : null;
    }

    private static JsonElement Variables(Scope scope) => JsonSerializer.SerializeToElement(scope.Keys.ToDictionary(key => key, key => scope[key]));

    private static string Text(IReadOnlyList<JsonElement> arguments, int index) => index < arguments.Count ? Conversion.ToText(arguments[index]) : "";

    private static JsonElement Optional(string? text) => text is null ? Conversion.Null : Conversion.Text(text);

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
