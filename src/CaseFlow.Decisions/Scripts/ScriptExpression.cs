using System.Text.Json;

namespace CaseFlow.Decisions.Scripts;

/// <summary>A JavaScript expression of an Elsa file: pure, without statements, evaluated by us within limits of steps, depth and size. Immutable; any thread
/// may evaluate it.</summary>
public sealed class ScriptExpression
{
    private readonly ScriptPart part;

    private ScriptExpression(ScriptPart part, ScriptParser parser) => (this.part, Names, Calls) = (part, parser.Names, parser.Calls);

    /// <summary>Names it takes from outside, those of the library included.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Calls whose first argument is a literal text, such as <c>getVariable("x")</c>.</summary>
    public IReadOnlyList<(string Function, string Argument)> Calls { get; }

    /// <summary>True for a name that the language itself gives, such as <c>JSON</c>.</summary>
    public static bool Knows(string name) => ScriptLibrary.Global(name) is not Undefined;

    /// <summary>Reads the text; a leading <c>return</c> and a closing semicolon are allowed.</summary>
    /// <exception cref="ScriptSyntaxException">It does not parse, or is more than an expression.</exception>
    public static ScriptExpression Parse(string text)
    {
        var (part, parser) = ScriptParser.Parse(text);
        return new ScriptExpression(part, parser);
    }

    /// <summary>The value; null for undefined, functions and what JSON cannot hold otherwise.</summary>
    /// <param name="functions">A function from outside by name, or null. An undefined element (<c>default</c>) stands for undefined.</param>
    /// <param name="values">A value from outside by name, or null.</param>
    /// <exception cref="ScriptException">It cannot be evaluated with these values, or exceeds a limit.</exception>
    public JsonElement Evaluate(Func<string, Func<IReadOnlyList<JsonElement>, JsonElement>?> functions, Func<string, JsonElement?> values) =>
        ScriptValues.ToJson(part(new ScriptRun(name => Outside(name, functions, values))));

    private static object? Outside(string name, Func<string, Func<IReadOnlyList<JsonElement>, JsonElement>?> functions, Func<string, JsonElement?> values)
    {
        if (functions(name) is { } function)
            return (ScriptFunction)((_, arguments) => ScriptValues.From(function([.. arguments.Select(argument => ScriptValues.ToJson(argument))])));
        return values(name) is { } value ? ScriptValues.From(value) : ScriptLibrary.Global(name);
    }
}

/// <summary>A script is not one of the pure expressions understood here.</summary>
public sealed class ScriptSyntaxException(int position, string zh, string en) : Exception($"At character {position + 1}: {en}")
{
    /// <summary>The complaint in Chinese.</summary>
    public string MessageZh => $"第 {position + 1} 个字符处：{zh}";
}

/// <summary>A script cannot be evaluated: a member of nothing, a call of what is no function, or a limit.</summary>
public sealed class ScriptException(string message) : Exception(message);
