namespace CaseFlow.Decisions.Scripts;

/// <summary>A part of a script, ready to be evaluated.</summary>
internal delegate object? ScriptPart(ScriptRun run);

/// <summary>A function of a script or of the library.</summary>
internal delegate object? ScriptFunction(ScriptRun run, IReadOnlyList<object?> arguments);

/// <summary>JavaScript's undefined; its null is null.</summary>
internal sealed class Undefined
{
    public static readonly Undefined Value = new();

    private Undefined()
    {
    }
}

/// <summary>One evaluation: what it may still use, and the values of names. Bounded in steps, depth and size, because nobody may stop the server with a
/// definition.</summary>
internal sealed class ScriptRun(Func<string, object?> outside)
{
    private const int MostSteps = 100_000, DeepestCall = 24;
    public const int LongestText = 1_000_000;

    private readonly Stack<Dictionary<string, object?>> locals = [];
    private int steps, depth;

    public void Step(int count = 1)
    {
        if ((steps += count) > MostSteps)
            throw new ScriptException($"The JavaScript expression was stopped after {MostSteps} steps.");
    }

    /// <summary>The value of a name: a parameter, else something from outside; undefined if nothing has that name.</summary>
    public object? Name(string name)
    {
        foreach (var frame in locals)
            if (frame.TryGetValue(name, out var value))
                return value;
        return outside(name);
    }

    /// <summary>The frames a function sees, as they are where it is written.</summary>
    public IReadOnlyList<Dictionary<string, object?>> Frames() => [.. locals.Reverse()];

    public object? Call(IReadOnlyList<Dictionary<string, object?>> frames, Dictionary<string, object?> parameters, ScriptPart body)
    {
        if (++depth > DeepestCall)
            throw new ScriptException($"The JavaScript expression was stopped: functions call each other more than {DeepestCall} deep.");
        var before = Frames();
        Replace([.. frames, parameters]);
        try
        {
            return body(this);
        }
        finally
        {
            Replace(before);
            depth--;
        }
    }

    private void Replace(IReadOnlyList<Dictionary<string, object?>> frames)
    {
        locals.Clear();
        foreach (var frame in frames)
            locals.Push(frame);
    }

    public string Sized(string text)
    {
        Step(text.Length / 16);
        return text.Length <= LongestText ? text
            : throw new ScriptException($"The JavaScript expression was stopped: a text is longer than {LongestText} characters.");
    }
}
