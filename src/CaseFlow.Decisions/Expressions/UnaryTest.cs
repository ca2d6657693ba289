using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary>One test of an input: true, false, or null when the input cannot be tested so.</summary>
internal abstract class UnaryTest
{
    public abstract bool? Matches(Scope scope, object? input);

    /// <summary>The constants the test compares the input with; false if it reads anything else than the input and constants.</summary>
    public abstract bool TryConstants(List<object?> into);
}

/// <summary>The dash of a decision table: every input fits.</summary>
internal sealed class AnyTest : UnaryTest
{
    public override bool? Matches(Scope scope, object? input) => true;

    public override bool TryConstants(List<object?> into) => true;
}

/// <summary>&lt; 18, = "a" and so on.</summary>
internal sealed class ComparisonTest(Comparison comparison, Expression endpoint) : UnaryTest
{
    public override bool? Matches(Scope scope, object? input) => comparison.Test(scope.Run, input, endpoint.Evaluate(scope));

    public override bool TryConstants(List<object?> into)
    {
        if (!endpoint.IsConstant(out var value)) return false;
        into.Add(value);
        return true;
    }
}

/// <summary>
/// An expression as test. Where it speaks of the input itself («? &gt; 3 and ? &lt; 9») its own truth counts; otherwise the input must equal the
/// value, lie in the range or be one of the list.
/// </summary>
internal sealed class ValueTest(Expression expression, bool usesInput) : UnaryTest
{
    public override bool? Matches(Scope scope, object? input)
    {
        var value = expression.Evaluate(usesInput ? new InputScope(scope, input) : scope);
        if (usesInput && value is bool or null) return value as bool?;
        return Test(scope.Run, input, value);
    }

    public override bool TryConstants(List<object?> into)
    {
        if (usesInput || !expression.IsConstant(out var value)) return false;
        Gather(value, into);
        return true;
    }

    private static void Gather(object? value, List<object?> into)
    {
        if (value is FeelList list)
            foreach (var item in list.Span) Gather(item, into);
        else if (value is FeelRange range) into.AddRange([range.Start, range.End]);
        else into.Add(value);
    }

    private static bool? Test(Run run, object? input, object? value)
    {
        var result = value switch
        {
            FeelRange range when input is not FeelRange => range.Contains(run, input),
            FeelList list when input is FeelList && Equality.Same(run, input, list) => true,
            FeelList list => list.Any(item => item is FeelList ? Equality.Same(run, input, item) : Test(run, input, item) == true),
            _ => Equality.Of(run, input, value),
        };
        if (result is null) run.Incomparable(input, value is FeelRange { Start: var start, End: var end } ? start ?? end : value);
        return result;
    }
}

/// <summary>Tests of which one must hold, or with not(…) none.</summary>
internal sealed class UnaryTests(UnaryTest[] tests, bool negated)
{
    public bool AcceptsAll { get; } = !negated && tests is [AnyTest];

    /// <summary>The constants the input is compared with; false if something else is read too.</summary>
    public bool TryConstants(List<object?> into) => Array.TrueForAll(tests, test => test.TryConstants(into));

    public bool? Matches(Scope scope, object? input)
    {
        if (tests.Length == 1 && !negated) return tests[0].Matches(scope, input);
        bool? result = false;
        foreach (var test in tests)
        {
            result = Logic.Or(result, test.Matches(scope, input));
            if (result == true) break;
        }

        return negated ? !result : result;
    }
}

/// <summary><c>x in …</c></summary>
internal sealed class InExpression(Expression value, UnaryTests tests) : Expression
{
    public override object? Evaluate(Scope scope) => Logic.Value(tests.Matches(scope, value.Evaluate(scope)));
}
