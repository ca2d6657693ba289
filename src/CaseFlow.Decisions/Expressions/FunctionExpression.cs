using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary><c>function(a: number) a + 1</c>: makes a function that keeps seeing the names around it.</summary>
internal sealed class FunctionExpression(IReadOnlyList<FeelParameter> parameters, Expression body) : Expression
{
    public override object? Evaluate(Scope scope) => new Closure("function", parameters, FeelType.Any, scope, body.Evaluate);
}

/// <summary>The body of a function that Java or PMML would have to run.</summary>
internal sealed class ExternalBody : Expression
{
    public override object? Evaluate(Scope scope) => scope.Run.Null(NullReason.External());
}

/// <summary>A function with its surroundings.</summary>
internal sealed class Closure(string name, IReadOnlyList<FeelParameter> parameters, FeelType result, Scope surroundings, Func<Scope, object?> body)
    : FeelFunction
{
    public override string Name => name;

    public override IReadOnlyList<FeelParameter> Parameters => parameters;

    public override FeelType ResultType => result;

    public override object? Call(Run run, object?[] arguments)
    {
        if (arguments.Length != parameters.Count) return run.Null(NullReason.Arguments(name, Signature));
        var context = new FeelContext();
        for (var i = 0; i < arguments.Length; i++)
        {
            // An argument of another type arrives as null; the function decides what that means.
            if (!parameters[i].Type.TryCoerce(run, arguments[i], out var value))
                value = run.Null(NullReason.WrongType(parameters[i].Name, parameters[i].Type.Name, arguments[i]));
            context.Set(parameters[i].Name, value);
        }

        run.Enter();
        var answer = body(new ContextScope(run, surroundings, context));
        run.Leave();
        return result.TryCoerce(run, answer, out var coerced) ? coerced : run.Null(NullReason.WrongType(name, result.Name, answer));
    }

    public override object? CallNamed(Run run, IReadOnlyList<KeyValuePair<string, object?>> arguments)
    {
        var values = new object?[parameters.Count];
        foreach (var (argument, value) in arguments)
        {
            var index = parameters.TakeWhile(parameter => parameter.Name != argument).Count();
            if (index == parameters.Count) return run.Null(NullReason.Arguments(name, Signature));
            values[index] = value;
        }

        return arguments.Count == parameters.Count ? Call(run, values) : run.Null(NullReason.Arguments(name, Signature));
    }

    private string Signature => $"{name}({string.Join(", ", parameters.Select(parameter => parameter.Name))})";
}
