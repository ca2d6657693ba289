using System.Text.RegularExpressions;

namespace CaseFlow.Decisions.Functions;

/// <summary>Regular expressions as XPath has them. They run without backtracking where they can, and under a time limit where they cannot.</summary>
internal static class Patterns
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public static object? Ask(Call call, string pattern, string? flags, Func<Regex, object?> ask)
    {
        try
        {
            return Compile(pattern, flags) is { } regex ? ask(regex) : call.Null("标志只能是 s、m、i、x、q", "the flags may be s, m, i, x and q");
        }
        catch (ArgumentException)
        {
            return call.Null($"“{pattern}”不是正则表达式", $"\"{pattern}\" is no regular expression");
        }
        catch (RegexMatchTimeoutException)
        {
            return call.Null("正则表达式匹配超时", "matching took too long and was stopped");
        }
    }

    public static object? Replace(Call call, string input, string pattern, string replacement, string? flags) =>
        Ask(call, pattern, flags, regex => call.Run.Text(regex.Replace(input, replacement)));

    private static Regex? Compile(string pattern, string? flags)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var flag in flags ?? "")
        {
            if (flag is not ('s' or 'm' or 'i' or 'x' or 'q')) return null;
            options |= flag switch
            {
                's' => RegexOptions.Singleline,
                'm' => RegexOptions.Multiline,
                'i' => RegexOptions.IgnoreCase,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => RegexOptions.None,
            };
        }

        if (flags?.Contains('q', StringComparison.Ordinal) == true) pattern = Regex.Escape(pattern);
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, Patience);
        }
    }
}
