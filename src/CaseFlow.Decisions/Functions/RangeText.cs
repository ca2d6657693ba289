using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Syntax;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>Reads a range from its text for <c>range(…)</c>: both ends are literals, and one of them may be missing where its bracket is open.</summary>
internal static class RangeText
{
    public static FeelRange? Read(Run run, string text)
    {
        text = text.Trim();
        if (text.Length < 4 || text[0] is not ('(' or '[' or ']') || text[^1] is not (')' or ']' or '[')) return null;
        var inside = text[1..^1].Trim();
        if (text[0] != '[' && inside.StartsWith("..", StringComparison.Ordinal)) return OneEnd(run, text[^1] == ']' ? "<=" : "<", inside[2..]);
        if (text[^1] != ']' && inside.EndsWith("..", StringComparison.Ordinal)) return OneEnd(run, text[0] == '[' ? ">=" : ">", inside[..^2]);
        if (Parsed(text) is not RangeExpression range || !IsFixed(range.Start) || !IsFixed(range.End)) return null;
        return range.Evaluate(new EmptyScope(run)) is FeelRange { HasEnds: true } value && Ordering.Compare(value.Start, value.End) <= 0 ? value : null;
    }

    private static FeelRange? OneEnd(Run run, string comparison, string text)
    {
        if (Parsed(text) is not { } end || !IsFixed(end)) return null;
        var value = end.Evaluate(new EmptyScope(run));
        return Ordering.Compare(value, value) is null ? null : FeelRange.FromComparison(comparison, value);
    }

    private static Expression? Parsed(string text)
    {
        try
        {
            return new Parser(text, Vocabulary.Empty).ParseExpression();
        }
        catch (FeelSyntaxException)
        {
            return null;
        }
    }

    private static bool IsFixed(Expression end) => end switch
    {
        Literal { Value: not null } => true,
        CallExpression call => call.IsOfLiterals,
        _ => false,
    };
}
