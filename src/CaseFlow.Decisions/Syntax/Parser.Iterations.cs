using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Syntax;

/// <summary>if, for, some, every and function.</summary>
internal sealed partial class Parser
{
    private IfExpression If()
    {
        Expect("if");
        var condition = Expression();
        Expect("then");
        var then = Expression();
        Expect("else");
        return new IfExpression(condition, then, Expression());
    }

    private ForExpression For()
    {
        Expect("for");
        var outer = _names;
        var iterators = Iterators();
        Expect("return");
        var result = Within(["partial"], Expression);
        _names = outer;
        return new ForExpression(iterators, result);
    }

    private QuantifiedExpression Quantified()
    {
        var every = Is("every");
        _at++;
        var outer = _names;
        var iterators = Iterators();
        Expect("satisfies");
        var condition = Expression();
        _names = outer;
        return new QuantifiedExpression(every, iterators, condition);
    }

    /// <summary>A later iterator sees the variables of those before it.</summary>
    private List<Iterator> Iterators()
    {
        var iterators = new List<Iterator>();
        do
        {
            var name = Declaration("in");
            Expect("in");
            var source = Expression();
            var end = Accept("..") ? Expression() : null;
            iterators.Add(new Iterator(name, source, end));
            _names = new NameTable(_names).Add(name);
        }
        while (Accept(","));
        return iterators;
    }

    private FunctionExpression Function()
    {
        Expect("function");
        Expect("(");
        var parameters = Parameters();
        if (Accept("external"))
        {
            Expression();
            return new FunctionExpression(parameters, new ExternalBody());
        }

        return new FunctionExpression(parameters, Within(parameters.Select(parameter => parameter.Name), Expression));
    }

    private List<FeelParameter> Parameters()
    {
        var parameters = new List<FeelParameter>();
        if (Accept(")")) return parameters;
        do
        {
            var name = Declaration(":", ",", ")");
            var type = Accept(":") ? TypeName().Type ?? FeelType.Any : FeelType.Any;
            parameters.Add(new FeelParameter(name, type));
        }
        while (Accept(","));
        Expect(")");
        return parameters;
    }
}
