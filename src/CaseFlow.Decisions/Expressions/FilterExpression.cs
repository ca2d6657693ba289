using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Expressions;

/// <summary><c>list[3]</c>, <c>list[-1]</c> or <c>list[price &gt; 10]</c>; a single value is a list of one, null is an empty list.</summary>
internal sealed class FilterExpression(Expression source, Expression filter) : Expression
{
    public override object? Evaluate(Scope scope) => Apply(scope, source.Evaluate(scope), filter);

    public static object? Apply(Scope scope, object? source, Expression filter)
    {
        var list = source is null ? FeelList.Empty : FeelList.Of(source);
        if (list.Count == 0) return filter.Evaluate(new ItemScope(scope, null)) is FeelNumber ? null : list;
        var kept = new List<object?>();
        foreach (var item in list.Span)
        {
            scope.Run.Spend(1);
            var verdict = filter.Evaluate(new ItemScope(scope, item));
            if (verdict is FeelNumber position) return At(scope.Run, list, position);
            if (verdict is true) kept.Add(item);
            else if (verdict is not (false or null)) return scope.Run.Null(NullReason.Expected("[…]", "boolean", verdict));
        }

        return new FeelList([.. kept]);
    }

    /// <summary>Counted from 1, or from the end with -1.</summary>
    public static object? At(Run run, FeelList list, FeelNumber position)
    {
        var index = position.IsWhole ? position.ToLong() : null;
        if (index is > 0 && index <= list.Count) return list[(int)index - 1];
        if (index is < 0 && -index <= list.Count) return list[(int)(list.Count + index.Value)];
        return run.Null(NullReason.Invalid("[…]", "列表只有 {1} 项", "the list has {1} items", list.Count));
    }
}
