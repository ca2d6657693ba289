using System.Text;
using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Values;

/// <summary>What <c>string(…)</c> answers: a string as it is, everything else as it would be written in FEEL.</summary>
internal static class ValueText
{
    private const int MaxDepth = 60;

    public static string? Of(Run run, object? value)
    {
        if (value is null) return null;
        if (value is string text) return text;
        var into = new StringBuilder();
        Append(run, into, value, 0);
        return run.Text(into.ToString());
    }

    private static void Append(Run run, StringBuilder into, object? value, int depth)
    {
        run.Spend(1);
        if (depth > MaxDepth) throw new FeelLimitException(NullReason.TooDeep(MaxDepth));
        switch (value)
        {
            case null:
                into.Append("null");
                break;
            case bool truth:
                into.Append(truth ? "true" : "false");
                break;
            case string text:
                into.Append('"').Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
                break;
            case FeelList list:
                into.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    if (i > 0) into.Append(", ");
                    Append(run, into, list[i], depth + 1);
                }

                into.Append(']');
                break;
            case FeelContext context:
                into.Append('{');
                for (var i = 0; i < context.Count; i++)
                {
                    if (i > 0) into.Append(", ");
                    into.Append(Key(context.Entries[i].Key)).Append(": ");
                    Append(run, into, context.Entries[i].Value, depth + 1);
                }

                into.Append('}');
                break;
            case FeelRange { Operator: { } comparison } range:
                into.Append('(').Append(comparison).Append(' ');
                Append(run, into, range.Start ?? range.End, depth + 1);
                into.Append(')');
                break;
            case FeelRange range:
                into.Append(range.StartIncluded ? '[' : '(');
                Append(run, into, range.Start, depth + 1);
                into.Append("..");
                Append(run, into, range.End, depth + 1);
                into.Append(range.EndIncluded ? ']' : ')');
                break;
            case FeelFunction function:
                into.Append("function ").Append(function.Name);
                break;
            default:
                into.Append(value);
                break;
        }
    }

    private static string Key(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or ' ') ? name : $"\"{name}\"";
}
