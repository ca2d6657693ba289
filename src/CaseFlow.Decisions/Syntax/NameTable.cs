using System.Text;

namespace CaseFlow.Decisions.Syntax;

/// <summary>
/// The names an expression may use, as sequences of tokens, so that «monthly payment» or «loan-amount» is found as one name.
/// Layers: what the parser declares on its way (variables of a for, entries of a context) lies over what it was given.
/// </summary>
internal sealed class NameTable(NameTable? parent = null)
{
    private readonly Dictionary<string, List<Declared>> _byFirst = [];

    public NameTable Add(string name)
    {
        List<Token> tokens;
        try
        {
            tokens = Lexer.Read(name);
        }
        catch (FeelSyntaxException)
        {
            return this;
        }

        var parts = tokens.TakeWhile(token => token.Kind != TokenKind.End).Select(token => token.Text).ToArray();
        if (parts.Length == 0) return this;
        if (!_byFirst.TryGetValue(parts[0], out var list)) _byFirst[parts[0]] = list = [];
        if (list.TrueForAll(known => known.Name != name)) list.Add(new Declared(name, parts));
        return this;
    }

    public NameTable AddAll(IEnumerable<string> names)
    {
        foreach (var name in names) Add(name);
        return this;
    }

    /// <summary>The longest declared name that starts at this token, and how many tokens it takes.</summary>
    public (string Name, int Length)? Longest(List<Token> tokens, int at)
    {
        (string Name, int Length)? best = parent?.Longest(tokens, at);
        if (tokens[at].Kind is TokenKind.End or TokenKind.Text || !_byFirst.TryGetValue(tokens[at].Text, out var list)) return best;
        foreach (var known in list)
            if (known.Parts.Length >= (best?.Length ?? 0) && Matches(known.Parts, tokens, at)) best = (known.Name, known.Parts.Length);
        return best;
    }

    /// <summary>Whether this layer, or one between it and the outer one, declares the name.</summary>
    public bool DeclaresInside(string name, NameTable outer) =>
        this != outer && (_byFirst.Values.Any(list => list.Exists(known => known.Name == name)) || parent?.DeclaresInside(name, outer) == true);

    /// <summary>Whether any layer declares the name.</summary>
    public bool Declares(string name) => _byFirst.Values.Any(list => list.Exists(known => known.Name == name)) || parent?.Declares(name) == true;

    /// <summary>One spelling for a name however it was spaced.</summary>
    public static string Normal(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name.Trim())
            if (!char.IsWhiteSpace(c)) text.Append(c);
            else if (text[^1] != ' ') text.Append(' ');
        return text.ToString();
    }

    private static bool Matches(string[] parts, List<Token> tokens, int at)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var token = tokens[at + i];
            if (token.Kind is TokenKind.End or TokenKind.Text || token.Text != parts[i]) return false;
        }

        return true;
    }

    private sealed record Declared(string Name, string[] Parts);
}
