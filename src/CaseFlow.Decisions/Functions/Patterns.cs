using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace CaseFlow.Decisions.Functions;

/// <summary>Regular expressions as XPath has them. They run without backtracking where they can, and under a time limit where they cannot.</summary>
internal static class Patterns
{
    private const int MaxCached = 500;

    /// <summary>Wall time, so a busy machine must not reach it: without backtracking the work is linear anyway.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<(string Pattern, string Flags), Regex> Compiled = new();

    public static object? Ask(Call call, string pattern, string? flags, Func<Regex, object?> ask)
    {
        call.Run.Spend(10); // a match, even of one character, leaves about two kilobytes behind
        var began = Stopwatch.GetTimestamp();
        try
        {
            return Compile(pattern, flags ?? "") is { } regex ? ask(regex) : call.Null("标志只能是 s、m、i、x、q", "the flags may be s, m, i, x and q");
        }
        catch (ArgumentException)
        {
            return call.Null("“{1}”不是正则表达式", "\"{1}\" is no regular expression", pattern);
        }
        catch (RegexMatchTimeoutException)
        {
            return call.Null("正则表达式匹配超时", "matching took too long and was stopped");
        }
        finally
        {
            // What a pattern costs cannot be told beforehand: beyond a millisecond it pays a step for each millionth of a second.
            if (Stopwatch.GetElapsedTime(began) is { TotalMilliseconds: > 1 } time) call.Run.Spend((long)time.TotalMicroseconds);
        }
    }

    /// <summary>A pattern that matches nothing at all somewhere is refused, as XPath has it: where would the replacement stand?</summary>
    public static object? Replace(Call call, string input, string pattern, string replacement, string? flags)
    {
        var literal = flags?.Contains('q', StringComparison.Ordinal) == true;
        return Ask(call, pattern, flags, regex =>
        {
            if (regex.IsMatch("")) return call.Null("模式可匹配空文本", "the pattern matches the empty text");
            if ((literal ? [replacement] : Pieces(replacement, regex.GetGroupNumbers().Length - 1)) is not { } pieces)
                return call.Null("替换文本中的“$”和“\\”须写作“\\$”和“\\\\”", "in the replacement, write \\$ and \\\\ for a dollar sign and a backslash");
            return call.Run.Text(regex.Replace(input, match => Filled(match, pieces)));
        });
    }

    /// <summary>The texts between the matches.</summary>
    public static object? Split(Call call, string input, string pattern) => Ask(call, pattern, null, regex =>
    {
        var parts = new List<object?>();
        var start = 0;
        foreach (var match in regex.EnumerateMatches(input))
        {
            if (match.Length == 0) continue;
            parts.Add(input[start..match.Index]);
            start = match.Index + match.Length;
        }

        return call.Listed([.. parts, input[start..]]);
    });

    private static Regex? Compile(string pattern, string flags)
    {
        if (flags.Any(flag => flag is not ('s' or 'm' or 'i' or 'x' or 'q'))) return null;
        if (Compiled.TryGetValue((pattern, flags), out var known)) return known;
        var options = RegexOptions.CultureInvariant;
        if (flags.Contains('m', StringComparison.Ordinal)) options |= RegexOptions.Multiline;
        if (flags.Contains('i', StringComparison.Ordinal)) options |= RegexOptions.IgnoreCase;
        var translated = PatternReader.Read(pattern, flags);
        Regex regex;
        try
        {
            regex = new Regex(translated, options | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            // Back references need backtracking; then only the time limit protects.
            regex = new Regex(translated, options, ShortPatience);
        }

        if (Compiled.Count < MaxCached) Compiled.TryAdd((pattern, flags), regex);
        return regex;
    }

    /// <summary>The replacement cut into texts and group numbers ($1 as "\0" and the number); null when it is malformed.</summary>
    private static List<object>? Pieces(string replacement, int groups)
    {
        var pieces = new List<object>();
        var text = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            var next = i + 1 < replacement.Length ? replacement[i + 1] : '\0';
            if (replacement[i] == '\\')
            {
                if (next is not ('\\' or '$')) return null;
                text.Append(next);
                i++;
            }
            else if (replacement[i] == '$')
            {
                if (!char.IsAsciiDigit(next)) return null;
                var number = next - '0';
                for (i++; i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]) && number * 10 + (replacement[i + 1] - '0') <= groups; i++)
                    number = number * 10 + (replacement[i + 1] - '0');
                pieces.Add(text.ToString());
                pieces.Add(number);
                text.Clear();
            }
            else
            {
                text.Append(replacement[i]);
            }
        }

        pieces.Add(text.ToString());
        return pieces;
    }

    private static string Filled(Match match, List<object> pieces) =>
        string.Concat(pieces.Select(piece => piece is int group ? match.Groups[group].Value : (string)piece));
}
