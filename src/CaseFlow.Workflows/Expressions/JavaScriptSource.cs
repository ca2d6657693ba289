using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Variables by the names of their accessors, and what no accessor, no library and no arrow function explains. Inputs are not declared in every
    /// file that reads them, outputs of activities are known by the names people see: both are asked for when it runs.</summary>
    public override IEnumerable<string> Names => Script.Calls.Where(call => call.Function is "getVariable" or "setVariable").Select(call => call.Argument)
        .Concat(Script.Names.Where(name => !Accessors.Contains(name) && !ScriptExpression.Knows(name))
            .Where(name => !(IsAccessor(name) && name.Contains("From", StringComparison.Ordinal))).Select(name => IsAccessor(name) ? name[3..] : name));

    private static bool IsAccessor(string name) => name.Length > 3 && name[..3] is "get" or "set" && char.IsUpper(name[3]);

    /// <summary>Names it calls to change something, which only a script activity may.</summary>
    public IEnumerable<string> Setters => Script.Names.Where(name => name is "setOutcome" or "setOutcomes" or "setVariable" or "setCorrelationId" or "setWorkflowInstanceName" || IsSetter(name));

    private static bool IsSetter(string name) => name.Length > 3 && name.StartsWith("set", StringComparison.Ordinal) && char.IsUpper(name[3]);

    public override JsonElement Evaluate(Scope scope) => Evaluate(scope, null);

    /// <summary>For a script activity: its setters act on the scope, and what <c>setOutcome</c> and <c>setOutcomes</c> are called with is added to
    /// <paramref name="outcomes"/>.</summary>
    public JsonElement Evaluate(Scope scope, List<string>? outcomes)
    {
        var made = 0;
        try
        {
            return Script.Evaluate(name => Setter(scope, name, outcomes) ?? (name is "newGuid" or "newGuidString" or "newShortGuid" ? _ => NewId(scope, name, ++made) : Function(scope, name)), name =>
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

    private static Func<IReadOnlyList<JsonElement>, JsonElement>? Setter(Scope scope, string name, List<string>? outcomes)
    {
        Action<IReadOnlyList<JsonElement>>? set = name switch
        {
            "setOutcome" or "setOutcomes" => arguments => outcomes!.AddRange(arguments.SelectMany(argument => Conversion.ToNames(argument))),
            "setVariable" => arguments => scope.Set(Text(arguments, 0), arguments.Count > 1 ? arguments[1] : Conversion.Null),
            "setCorrelationId" => arguments => scope.Run.Record(new CorrelationSet(Text(arguments, 0))),
            "setWorkflowInstanceName" => arguments => scope.Run.Record(new NameSet(Text(arguments, 0))),
            _ when IsSetter(name) && scope.Keys.FirstOrDefault(key => Pascal(key) == name[3..]) is { } variable =>
                arguments => scope.Set(variable, arguments.Count > 0 ? arguments[0] : Conversion.Null),
            _ => null,
        };
        return set is null ? null : arguments =>
        {
            if (outcomes is null)
                throw new ActivityFault("expression-failed", $"JavaScript: '{name}' changes something; only a script activity may.");
            set(arguments);
            return default;
        };
    }

    /// <summary>Different for each call, the same when the same burst is computed again: the engine has no chance in it.</summary>
    private static JsonElement NewId(Scope scope, string name, int number)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes($"{scope.Run.Instance.Id}/{scope.Run.Instance.Sequence}/{number}"));
        return Conversion.Text(name == "newShortGuid" ? Convert.ToBase64String(seed.AsSpan(0, 16)).Replace('+', '-').Replace('/', '_').TrimEnd('=') : new Guid(seed.AsSpan(0, 16)).ToString());
    }

    private static readonly HashSet<string> Accessors =
    [
        "variables", "getVariable", "getInput", "getOutputFrom", "getLastResult", "getCorrelationId", "getWorkflowInstanceName", "getWorkflowInstanceId",
        "getWorkflowDefinitionId", "getWorkflowDefinitionVersion", "getWorkflowDefinitionVersionId", "newGuid", "newGuidString", "newShortGuid",
        "setOutcome", "setOutcomes", "setVariable", "setCorrelationId", "setWorkflowInstanceName",
    ];

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
        "getWorkflowDefinitionVersionId" => _ => Optional(Json.Text(scope.Run.Definition.Source, "id")),
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
