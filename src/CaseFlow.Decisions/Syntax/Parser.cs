using System.Runtime.CompilerServices;
using CaseFlow.Decisions.Expressions;

namespace CaseFlow.Decisions.Syntax;

/// <summary>
/// Recursive descent over the grammar of DMN 1.5, chapter 10.3.1. One file a level: operators, postfixes, primaries, iterations, types, unary tests.
/// </summary>
internal sealed partial class Parser
{
    private const int MaxNesting = 120;
    private const int MaxOperators = 5_000;
    private const int GuardEvery = 16;
    private const int MaxAttempts = 40;
    private static readonly HashSet<string> Infix = ["and", "or", "between", "in", "instance", "then", "else", "return", "satisfies"];

    private readonly List<Token> _tokens;
    private readonly Vocabulary _vocabulary;
    private readonly NameTable _members;
    private readonly HashSet<string> _free = [];
    private readonly List<FreePath> _paths = [];
    private NameTable _names;
    private int _at;
    private int _nesting;
    private int _operators;
    private int _attempts;
    private int _rangeEnds;
    private int _filters;
    private bool _usesInput;

    public Parser(string source, Vocabulary vocabulary)
    {
        _tokens = Lexer.Read(source);
        _vocabulary = vocabulary;
        _names = new NameTable(vocabulary.Names);
        _members = new NameTable(vocabulary.Members);
    }

    /// <summary>The names that nothing inside the expression declares, those in filters aside: there they may be entries of the items.</summary>
    public IReadOnlySet<string> FreeNames => _free;

    /// <summary>Where such names, or entries of them, are read in a way that their declared type may not allow.</summary>
    public IReadOnlyList<FreePath> FreePaths => _paths;

    public Expression ParseExpression()
    {
        var expression = Expression();
        End();
        return expression;
    }

    private Token Current => _tokens[_at];

    private Token Peek(int ahead = 1) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)];

    private bool Is(string text) => Current.Is(text);

    private bool Accept(string text)
    {
        if (!Is(text)) return false;
        _at++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Accept(text)) throw Unexpected(Expectation.Of(text));
    }

    private void End()
    {
        if (Current.Kind != TokenKind.End) throw Unexpected(Expectation.End);
    }

    private FeelSyntaxException Unexpected(Expectation expected) =>
        FeelSyntaxException.Expected(Current.Start, Current.Found.Zh, Current.Found.En, expected);

    /// <summary>Guards the stack of the parser.</summary>
    private void Deeper()
    {
        if (++_nesting > MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw FeelSyntaxException.At(Current.Start, $"嵌套超过 {MaxNesting} 层", $"nested more than {MaxNesting} deep");
    }

    /// <summary>A link of a chain of operators; now and then one that guards the stack of the evaluation.</summary>
    private Expression Chained(Expression left)
    {
        if (++_operators > MaxOperators) throw FeelSyntaxException.At(Current.Start, $"运算符超过 {MaxOperators} 个", $"more than {MaxOperators} operators");
        return _operators % GuardEvery == 0 ? new StackGuard(left) : left;
    }

    /// <summary>Parses with more names in sight.</summary>
    private T Within<T>(IEnumerable<string> names, Func<T> parse)
    {
        var outer = _names;
        _names = new NameTable(outer).AddAll(names);
        try
        {
            return parse();
        }
        finally
        {
            _names = outer;
        }
    }

    /// <summary>
    /// A name in use: the longest declared one. Words that follow it directly can only belong to the name as well, for two values never stand side by side.
    /// </summary>
    private string Name(NameTable table)
    {
        if (Current.Kind != TokenKind.Word) throw Unexpected(Expectation.Name);
        var start = _at;
        var known = table.Longest(_tokens, start);
        _at = start + (known?.Length ?? 1);
        if (known is not null && !ContinuesName()) return known.Value.Name;
        while (ContinuesName()) _at++;
        return Joined(start, _at);
    }

    private bool ContinuesName() => Current.Kind == TokenKind.Number || (Current.Kind == TokenKind.Word && !Infix.Contains(Current.Text));

    /// <summary>A name in its declaration, up to a token that ends it.</summary>
    private string Declaration(params ReadOnlySpan<string> ends)
    {
        var start = _at;
        while (Current.IsNamePart && !Ends(ends)) _at++;
        return _at > start && _tokens[start].Kind == TokenKind.Word ? Joined(start, _at) : throw Unexpected(Expectation.Name);
    }

    private bool Ends(ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
            if (Is(end)) return true;
        return false;
    }

    /// <summary>The tokens as one name: a space where the source has one, so that «a+b» and «a  b» keep their spelling.</summary>
    private string Joined(int from, int to)
    {
        var name = _tokens[from].Text;
        for (var i = from + 1; i < to; i++) name += _tokens[i].Start > _tokens[i - 1].End ? " " + _tokens[i].Text : _tokens[i].Text;
        return name;
    }
}

/// <summary>A name and the entries read of it: Person.address.town is Person, address, town. <paramref name="ComparedWith"/> is a constant it is compared with.</summary>
internal sealed record FreePath(IReadOnlyList<string> Names, object? ComparedWith = null);
