using CaseFlow.Decisions.Expressions;

namespace CaseFlow.Decisions.Syntax;

/// <summary>What may follow a value: .name, [filter], (arguments).</summary>
internal sealed partial class Parser
{
    private Expression Postfix()
    {
        var start = _at;
        var value = Primary();
        while (Is(".") || Is("[") || Is("("))
        {
            value = Chained(value);
            if (Accept("."))
            {
                value = new PathExpression(value, Name(_members));
                Note(value);
            }
            else if (Is("[") && Filter(value) is { } filter)
            {
                value = filter;
            }
            else if (Accept("("))
            {
                value = Call(value, Joined(start, _at - 1));
            }
            else
            {
                return value;
            }
        }

        return value;
    }

    private void Note(Expression path, object? comparedWith = null)
    {
        IReadOnlyList<string> names = path switch { NameExpression name => [name.Name], PathExpression entry => entry.Names, _ => [] };
        if (_filters == 0 && names.Count > 0 && _free.Contains(names[0])) _paths.Add(new FreePath(names, comparedWith));
    }

    /// <summary>At the end of a range, as in [1..n[, the bracket may close the range instead: then there is no filter that could be read.</summary>
    private FilterExpression? Filter(Expression source)
    {
        var (at, nesting, ends) = (_at, _nesting, _rangeEnds);
        if (ends > 0 && ++_attempts > MaxAttempts) return null;
        try
        {
            _at++;
            _rangeEnds = 0;
            _filters++;
            var filter = Within(["item"], Expression);
            Expect("]");
            return new FilterExpression(source, filter);
        }
        catch (FeelSyntaxException) when (ends > 0)
        {
            (_at, _nesting) = (at, nesting);
            return null;
        }
        finally
        {
            _rangeEnds = ends;
            _filters--;
        }
    }

    private Expression Call(Expression function, string text)
    {
        var ends = _rangeEnds;
        _rangeEnds = 0;
        Expression call = NamedArgumentFollows()
            ? new NamedCallExpression(function, text, NamedArguments())
            : new CallExpression(function, text, Arguments());
        _rangeEnds = ends;
        return call;
    }

    private List<Expression> Arguments()
    {
        var arguments = new List<Expression>();
        if (Accept(")")) return arguments;
        do arguments.Add(Expression());
        while (Accept(","));
        Expect(")");
        return arguments;
    }

    private List<KeyValuePair<string, Expression>> NamedArguments()
    {
        var arguments = new List<KeyValuePair<string, Expression>>();
        do
        {
            var name = Declaration(":");
            Expect(":");
            arguments.Add(KeyValuePair.Create(name, Expression()));
        }
        while (Accept(","));
        Expect(")");
        return arguments;
    }

    private bool NamedArgumentFollows()
    {
        var at = _at;
        while (_tokens[at].IsNamePart) at++;
        return at > _at && _tokens[at].Is(":");
    }
}
