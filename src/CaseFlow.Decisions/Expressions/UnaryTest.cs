using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary>One test of an input: true, false, or null when the input cannot be tested so.</summary>
internal abstract class UnaryTest
{
    public abstract object? Matches(Scope scope, object? input);
}

/// <summary>The dash of a decision table: every input fits.</summary>
internal sealed class AnyTest : UnaryTest
{
    public override object? Matches(Scope scope, object? input) => true;
}

/// <summary>&lt; 18, = "a" and so on.</summary>
internal sealed class ComparisonTest(string comparison, Expression endpoint) : UnaryTest
{
    public override object? Matches(Scope scope, object? input) =>
        ComparisonExpression.Apply(scope.Run, input, comparison, endpoint.Evaluate(scope));
}

/// <summary>
/// An expression as test. Where it speaks of the input itself («? &gt; 3 and ? &lt; 9») its own truth counts; otherwise the input must equal the
/// value, lie in the range or be one of the list.
/// </summary>
internal sealed class ValueTest(Expression expression, bool usesInput) : UnaryTest
{
    public override object? Matches(Scope scope, object? input)
    {
        var value = expression.Evaluate(usesInput ? new InputScope(scope, input) : scope);
        if (usesInput && value is bool or null) return value;
        return Test(scope.Run, input, value);
    }

    public static object? Test(Run run, object? input, object? value) => value switch
    {
        FeelRange range when input is not FeelRange => range.Contains(run, input) ?? run.Incomparable(input, range.Start ?? range.End),
        FeelList list when input is FeelList && Equality.Same(run, input, list) => true,
        FeelList list => list.Any(item => item is FeelList ? Equality.Same(run, input, item) : Test(run, input, item) is true),
        _ => Equality.Of(run, input, value) ?? run.Incomparable(input, value),
    };
}

/// <summary>Tests of which one must hold, or with not(…) none.</summary>
internal sealed class UnaryTests(IReadOnlyList<UnaryTest> tests, bool negated)
{
    public bool AcceptsAll => !negated && tests is [AnyTest];

    public object? Matches(Scope scope, object? input)
    {
        object? result = false;
        foreach (var test in tests)
        {
            result = Logic.Or(result, test.Matches(scope, input));
            if (result is true) break;
        }

        return !negated ? result : result is bool truth ? !truth : null;
    }
}

/// <summary><c>x in …</c></summary>
internal sealed class InExpression(Expression value, UnaryTests tests) : Expression
{
    public override object? Evaluate(Scope scope) => tests.Matches(scope, value.Evaluate(scope));
}
