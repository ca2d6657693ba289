namespace CaseFlow.Decisions.Scripts;

/// <summary>Members, calls, lists, objects and arrow functions.</summary>
internal sealed partial class ScriptParser
{
    private delegate object? Link(ScriptRun run, object? owner);

    /// <summary>A chain such as <c>a.b?.c(d)[e]</c>: where an optional link meets nothing, the whole chain is undefined.</summary>
    private ScriptPart Postfix(ScriptPart first)
    {
        var links = new List<(Link Link, bool Optional)>();
        while (true)
        {
            var optional = Take("?.");
            if (Take("["))
            {
                var key = Expression();
                Need("]");
                links.Add((Member(key), optional));
            }
            else if (Is("("))
            {
                links.Add((Call(), optional));
            }
            else if (optional || Take("."))
            {
                var name = NameHere();
                links.Add((Member(_ => name), optional));
            }
            else
            {
                break;
            }
        }

        return links.Count == 0 ? first : run =>
        {
            var value = first(run);
            foreach (var (link, optional) in links)
            {
                if (optional && ScriptValues.IsNothing(value))
                    return Undefined.Value;
                value = link(run, value);
            }

            return value;
        };
    }

    private string NameHere() => Here.Kind == TokenKind.Name ? tokens[at++].Text : throw Unexpected("name");

    /// <summary>A member, or a call of it: methods need their owner.</summary>
    private Link Member(ScriptPart key)
    {
        if (!Take("("))
            return (run, owner) => ScriptLibrary.Member(run, owner, key(run));
        var arguments = Arguments(")");
        return (run, owner) => ScriptLibrary.CallMethod(run, owner, ScriptValues.Text(key(run)), arguments(run));
    }

    private Link Call()
    {
        var name = tokens[at - 1].Kind == TokenKind.Name ? tokens[at - 1].Text : "";
        at++;
        if (Here.Kind == TokenKind.Text)
            Calls.Add((name, (string)Here.Value!));
        var arguments = Arguments(")");
        return (run, owner) =>
        {
            run.Step();
            return owner is ScriptFunction function ? function(run, arguments(run)) : throw new ScriptException($"'{name}' is not a function.");
        };
    }

    private Func<ScriptRun, List<object?>> Arguments(string close)
    {
        var parts = new List<(ScriptPart Part, bool Spread)>();
        while (!Take(close))
        {
            var spread = Take("...");
            parts.Add((Expression(), spread));
            if (!Is(close))
                Need(",");
        }

        return run =>
        {
            var values = new List<object?>();
            foreach (var (part, spread) in parts)
            {
                run.Step();
                if (spread)
                    values.AddRange(ScriptLibrary.Items(part(run)));
                else
                    values.Add(part(run));
            }

            run.Step(values.Count / 16);
            return values;
        };
    }

    private ScriptPart ListLiteral()
    {
        var items = Arguments("]");
        return run => items(run);
    }

    private ScriptPart ObjectLiteral()
    {
        var members = new List<(ScriptPart? Key, ScriptPart Value)>();
        while (!Take("}"))
        {
            members.Add(Take("...") ? (null, Expression()) : ObjectMember());
            if (!Is("}"))
                Need(",");
        }

        return run =>
        {
            var made = new Dictionary<string, object?>();
            foreach (var (key, value) in members)
            {
                run.Step();
                if (key is not null)
                    made[ScriptValues.Text(key(run))] = value(run);
                else if (value(run) is Dictionary<string, object?> spread)
                    foreach (var (name, item) in spread)
                        made[name] = item;
            }

            return made;
        };
    }

    private (ScriptPart? Key, ScriptPart Value) ObjectMember()
    {
        if (Take("["))
        {
            var computed = Expression();
            Need("]");
            Need(":");
            return (computed, Expression());
        }

        var token = tokens[at++];
        var key = token.Kind switch
        {
            TokenKind.Name => token.Text,
            TokenKind.Text => (string)token.Value!,
            TokenKind.Number => ScriptValues.Text(token.Value),
            _ => throw new ScriptSyntaxException(token.Position, "应为成员名", "expected the name of a member"),
        };
        if (token.Kind == TokenKind.Name && (Is(",") || Is("}")))
            return (_ => key, Name(key));
        Need(":");
        return (_ => key, Expression());
    }

    private bool IsArrow()
    {
        if (Here.Kind == TokenKind.Name)
            return tokens[at + 1] is { Kind: TokenKind.Sign, Text: "=>" };
        if (!Is("("))
            return false;
        var close = at + 1;
        while (tokens[close].Kind == TokenKind.Name || tokens[close] is { Kind: TokenKind.Sign, Text: "," })
            close++;
        return tokens[close] is { Kind: TokenKind.Sign, Text: ")" } && tokens[close + 1] is { Kind: TokenKind.Sign, Text: "=>" };
    }

    private ScriptPart Arrow()
    {
        var parameters = new List<string>();
        if (Take("("))
            while (!Take(")"))
            {
                parameters.Add(NameHere());
                Take(",");
            }
        else
            parameters.Add(NameHere());
        Need("=>");
        if (Is("{"))
            throw new ScriptSyntaxException(Here.Position, "箭头函数的主体只能是表达式", "the body of an arrow function must be an expression");
        var before = Names.ToHashSet();
        var body = Expression();
        Names.RemoveWhere(name => parameters.Contains(name) && !before.Contains(name));
        return run =>
        {
            var frames = run.Frames();
            return (ScriptFunction)((inner, arguments) => inner.Call(frames,
                parameters.Select((name, index) => (name, value: index < arguments.Count ? arguments[index] : Undefined.Value))
                    .ToDictionary(pair => pair.name, pair => pair.value), body));
        };
    }
}
