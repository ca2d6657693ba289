using System.Globalization;
using System.Text;

namespace CaseFlow.Decisions.Scripts;

internal enum TokenKind { End, Name, Number, Text, Template, Sign }

/// <summary>One token; <paramref name="Value"/> is the number, the text, or the parts of a template.</summary>
internal readonly record struct ScriptToken(TokenKind Kind, string Text, int Position, object? Value = null);

/// <summary>Splits a JavaScript expression into tokens.</summary>
internal sealed class ScriptLexer(string source)
{
    private static readonly string[] Signs =
    [
        "===", "!==", "...", "**=", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "**", "++", "--", "+=", "-=", "*=", "/=", "%=",
        "+", "-", "*", "/", "%", "<", ">", "!", "?", ":", ".", ",", ";", "(", ")", "[", "]", "{", "}", "=", "&", "|", "^", "~",
    ];

    private const int DeepestTemplate = 16;

    private int at, templates;

    public List<ScriptToken> All()
    {
        var tokens = new List<ScriptToken>();
        do
            tokens.Add(Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private ScriptToken Next()
    {
        SkipBlanks();
        if (at >= source.Length)
            return new ScriptToken(TokenKind.End, "", at);
        var start = at;
        var first = source[at];
        if (char.IsLetter(first) || first is '_' or '$')
        {
            while (at < source.Length && (char.IsLetterOrDigit(source[at]) || source[at] is '_' or '$'))
                at++;
            return new ScriptToken(TokenKind.Name, source[start..at], start);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1])))
            return Number(start);
        if (first is '"' or '\'')
            return new ScriptToken(TokenKind.Text, "", start, Quoted(first));
        if (first == '`')
            return new ScriptToken(TokenKind.Template, "", start, Template());
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(source, at, sign, 0, sign.Length) != 0 || (sign == "?." && at + 2 < source.Length && char.IsAsciiDigit(source[at + 2])))
                continue;
            at += sign.Length;
            return new ScriptToken(TokenKind.Sign, sign, start);
        }

        throw new ScriptSyntaxException(at, $"无法识别“{first}”", $"'{first}' is not understood");
    }

    private void SkipBlanks()
    {
        while (at < source.Length)
        {
            if (char.IsWhiteSpace(source[at]))
                at++;
            else if (string.CompareOrdinal(source, at, "//", 0, 2) == 0)
                at = source.IndexOf('\n', at) is var end and >= 0 ? end : source.Length;
            else if (string.CompareOrdinal(source, at, "/*", 0, 2) == 0)
                at = source.IndexOf("*/", at + 2, StringComparison.Ordinal) is var close and >= 0 ? close + 2 : source.Length;
            else
                return;
        }
    }

    private ScriptToken Number(int start)
    {
        if (source[at] == '0' && at + 1 < source.Length && source[at + 1] is 'x' or 'X')
        {
            at += 2;
            while (at < source.Length && char.IsAsciiHexDigit(source[at]))
                at++;
            return new ScriptToken(TokenKind.Number, source[start..at], start,
                (double)long.Parse(source.AsSpan(start + 2, at - start - 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        while (at < source.Length
            && (char.IsAsciiDigit(source[at]) || source[at] is '.' or '_' || (source[at] is 'e' or 'E')
            || (source[at] is '+' or '-' && source[at - 1] is 'e' or 'E')))
            at++;
        return double.TryParse(source[start..at].Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new ScriptToken(TokenKind.Number, source[start..at], start, value)
            : throw new ScriptSyntaxException(start, $"“{source[start..at]}”不是数字", $"'{source[start..at]}' is not a number");
    }

    private string Quoted(char quote)
    {
        var text = new StringBuilder();
        for (at++; at < source.Length && source[at] != quote;)
            Character(text);
        if (at >= source.Length)
            throw new ScriptSyntaxException(at, "文本没有结束引号", "a text has no closing quote");
        at++;
        return text.ToString();
    }

    /// <summary>Texts at even places, the source of expressions (with its position) at odd ones.</summary>
    private List<object> Template()
    {
        var parts = new List<object>();
        var text = new StringBuilder();
        for (at++; at < source.Length && source[at] != '`';)
        {
            if (string.CompareOrdinal(source, at, "${", 0, 2) != 0)
            {
                Character(text);
                continue;
            }

            parts.Add(text.ToString());
            text.Clear();
            parts.Add(Hole());
        }

        if (at >= source.Length)
            throw new ScriptSyntaxException(at, "模板文本没有结束", "a template has no end");
        at++;
        parts.Add(text.ToString());
        return parts;
    }

    private List<ScriptToken> Hole()
    {
        at += 2;
        if (++templates > DeepestTemplate)
            throw new ScriptSyntaxException(at, $"模板嵌套超过 {DeepestTemplate} 层", $"templates nested more than {DeepestTemplate} deep");
        var tokens = new List<ScriptToken>();
        for (var open = 0; ;)
        {
            var token = Next();
            if (token.Kind == TokenKind.End)
                throw new ScriptSyntaxException(at, "模板中的表达式没有结束", "an expression in a template has no end");
            if (token is { Kind: TokenKind.Sign, Text: "{" })
                open++;
            if (token is { Kind: TokenKind.Sign, Text: "}" } && open-- == 0)
                break;
            tokens.Add(token);
        }

        templates--;
        tokens.Add(new ScriptToken(TokenKind.End, "", at));
        return tokens;
    }

    private void Character(StringBuilder text)
    {
        if (source[at] != '\\')
        {
            text.Append(source[at++]);
            return;
        }

        at++;
        var escaped = at < source.Length ? source[at++] : '\\';
        if (escaped is 'u' or 'x' && at + (escaped == 'u' ? 4 : 2) is var end && end <= source.Length
            && int.TryParse(source.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
        {
            text.Append((char)code);
            at = end;
            return;
        }

        text.Append(escaped switch { 'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 'f' => "\f", '0' => "\0", '\n' => "", _ => escaped.ToString() });
    }
}
