using CaseFlow.Decisions.Expressions;

namespace CaseFlow.Decisions.Syntax;

/// <summary>From the weakest binding to the strongest: or, and, comparison, + -, * /, **, minus sign.</summary>
internal sealed partial class Parser
{
    private Expression Expression()
    {
        Deeper();
        var expression = ComparisonSymbol() is { } comparison ? new ComparisonRangeExpression(comparison, Additive()) : Disjunction();
        return _nesting-- % GuardEvery == 0 ? new StackGuard(expression) : expression;
    }

    private Expression Disjunction()
    {
        var left = Conjunction();
        while (Accept("or"))
        {
            left = new OrExpression(Chained(left), Conjunction());
        }

        return left;
    }

    private Expression Conjunction()
    {
        var left = Comparison();
        while (Accept("and"))
        {
            left = new AndExpression(Chained(left), Comparison());
        }

        return left;
    }

    private Expression Comparison()
    {
        var left = Additive();
        while (true)
        {
            if (ComparisonSymbol() is { } comparison) left = Compared(left, comparison);
            else if (Accept("between")) left = Between(Chained(left));
            else if (Accept("in")) left = new InExpression(Chained(left), InTests());
            else return left;
        }
    }

    /// <summary>A range may be equal to one that is written as a comparison: r = &gt;= 2.</summary>
    private ComparisonExpression Compared(Expression left, Comparison comparison)
    {
        var right = !comparison.IsOrdered && ComparisonSymbol() is { } inner ? new ComparisonRangeExpression(inner, Additive()) : Additive();
        if (right.IsConstant(out var value)) Note(left, value);
        else if (left.IsConstant(out value)) Note(right, value);
        return new ComparisonExpression(Chained(left), comparison, right);
    }

    private Comparison? ComparisonSymbol()
    {
        if (Current.Kind != TokenKind.Symbol || Expressions.Comparison.Find(Current.Text) is not { } comparison) return null;
        _at++;
        return comparison;
    }

    private BetweenExpression Between(Expression value)
    {
        var low = Additive();
        Expect("and");
        return new BetweenExpression(value, low, Additive());
    }

    private Expression Additive()
    {
        var left = Multiplicative();
        while (Current is { Kind: TokenKind.Symbol, Text: "+" or "-" })
        {
            var operation = _tokens[_at++].Text;
            left = new ArithmeticExpression(Chained(left), operation, Multiplicative());
        }

        return left;
    }

    private Expression Multiplicative()
    {
        var left = Power();
        while (Current is { Kind: TokenKind.Symbol, Text: "*" or "/" })
        {
            var operation = _tokens[_at++].Text;
            left = new ArithmeticExpression(Chained(left), operation, Power());
        }

        return left;
    }

    private Expression Power()
    {
        var left = Signed();
        while (Accept("**"))
        {
            left = new ArithmeticExpression(Chained(left), "**", Signed());
        }

        return left;
    }

    private Expression Signed()
    {
        if (!Accept("-")) return InstanceOf();
        Deeper();
        var operand = Signed();
        _nesting--;
        return operand is Literal { Value: Values.FeelNumber number } ? new Literal(-number) : new NegateExpression(operand);
    }

    private Expression InstanceOf()
    {
        var value = Postfix();
        while (Is("instance") && Peek().Is("of"))
        {
            _at += 2;
            var (name, type) = TypeName();
            value = new InstanceOfExpression(Chained(value), name, type);
        }

        return value;
    }
}
