using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Syntax;

/// <summary>Types: number, list&lt;string&gt;, context&lt;a: date&gt;, function&lt;number&gt;-&gt;string, and those a model declares.</summary>
internal sealed partial class Parser
{
    /// <summary>The type is null when nobody declared the name: the test then has no answer.</summary>
    private (string Name, FeelType? Type) TypeName()
    {
        if (Current.Kind != TokenKind.Word) throw Unexpected(Expectation.Type);
        Deeper();
        var type = Generic() ?? Plain();
        _nesting--;
        return type;
    }

    private (string Name, FeelType? Type)? Generic()
    {
        if (!Peek().Is("<")) return null;
        var kind = Current.Text;
        if (kind is not ("list" or "range" or "context" or "function")) return null;
        _at += 2;
        FeelType? type = kind switch
        {
            "context" => ContextEntries(),
            "function" => FunctionSignature(),
            "range" => TypeName().Type is { } item ? new RangeType(item) : null,
            _ => TypeName().Type is { } item ? new ListType(item) : null,
        };
        if (kind != "function") Expect(">");
        return (type?.Name ?? kind, type);
    }

    private ContextType? ContextEntries()
    {
        var entries = new List<FeelParameter>();
        var known = true;
        do
        {
            var name = Declaration(":");
            Expect(":");
            if (TypeName().Type is { } type) entries.Add(new FeelParameter(name, type));
            else known = false;
        }
        while (Accept(","));
        return known ? new ContextType(entries) : null;
    }

    private FunctionType? FunctionSignature()
    {
        var parameters = new List<FeelType?>();
        if (!Is(">"))
        {
            do parameters.Add(TypeName().Type);
            while (Accept(","));
        }

        Expect(">");
        Expect("->");
        var result = TypeName().Type;
        return result is null || parameters.Contains(null) ? null : new FunctionType([.. parameters.OfType<FeelType>()], result);
    }

    private (string Name, FeelType? Type) Plain()
    {
        if (_vocabulary.TypeNames.Longest(_tokens, _at) is { } known)
        {
            _at += known.Length;
            return (known.Name, Find(known.Name));
        }

        var start = _at++;
        while (Is(".") && Peek().Kind == TokenKind.Word) _at += 2;
        var name = Joined(start, _at);
        return (name, Find(name));
    }

    private FeelType? Find(string name) => _vocabulary.Types.TryGetValue(name, out var type) ? type : FeelType.Find(name);
}
