using CaseFlow.Decisions.Expressions;

namespace CaseFlow.Decisions.Syntax;

/// <summary>Unary tests: the cells of a decision table, allowed values, and what stands behind «in».</summary>
internal sealed partial class Parser
{
    public UnaryTests ParseUnaryTests()
    {
        _names.Add("?");
        if (Current.Kind == TokenKind.End || (Is("-") && Peek().Kind == TokenKind.End)) return new UnaryTests([new AnyTest()], negated: false);
        var start = _at;
        if (Is("not") && Peek().Is("(") && NegatedTests() is { } negated) return negated;
        _at = start;
        var tests = new UnaryTests([.. TestList()], negated: false);
        End();
        return tests;
    }

    /// <summary>not(…) over the whole cell; null when more follows: then it was only a call inside a larger test.</summary>
    private UnaryTests? NegatedTests()
    {
        _at += 2;
        try
        {
            var tests = TestList();
            return Accept(")") && Current.Kind == TokenKind.End ? new UnaryTests([.. tests], negated: true) : null;
        }
        catch (FeelSyntaxException)
        {
            return null;
        }
    }

    private List<UnaryTest> TestList()
    {
        var tests = new List<UnaryTest>();
        do tests.Add(Test());
        while (Accept(","));
        return tests;
    }

    private UnaryTest Test()
    {
        Deeper();
        var test = ComparisonSymbol() is { } comparison ? new ComparisonTest(comparison, Additive()) : Value(Expression);
        _nesting--;
        return test;
    }

    private UnaryTest Value(Func<Expression> parse)
    {
        var outer = _usesInput;
        _usesInput = false;
        var expression = parse();
        var test = new ValueTest(expression, _usesInput);
        _usesInput |= outer;
        return test;
    }

    /// <summary>x in 5, x in &lt; 5, x in [1..5], x in list, x in (1, &gt; 5).</summary>
    private UnaryTests InTests()
    {
        if (ComparisonSymbol() is { } comparison) return new UnaryTests([new ComparisonTest(comparison, Additive())], negated: false);
        if (!Is("(") || IsRangeAhead()) return new UnaryTests([Value(Additive)], negated: false);
        _at++;
        var ends = _rangeEnds;
        _rangeEnds = 0;
        var tests = TestList();
        _rangeEnds = ends;
        Expect(")");
        return new UnaryTests([.. tests], negated: false);
    }

    /// <summary>Whether the parenthesis here opens a range: two dots stand on its own level.</summary>
    private bool IsRangeAhead()
    {
        var depth = 0;
        for (var at = _at; _tokens[at].Kind != TokenKind.End; at++)
        {
            if (_tokens[at].Kind != TokenKind.Symbol) continue;
            if (_tokens[at].Text is "(" or "{") depth++;
            else if (_tokens[at].Text is ")" or "}" && --depth == 0) return false;
            else if (_tokens[at].Text is "," && depth == 1) return false;
            else if (_tokens[at].Text is ".." && depth == 1) return _tokens[_at + 1].Kind != TokenKind.Symbol || _tokens[_at + 1].Text is not ("[" or "]");
        }

        return false;
    }
}
