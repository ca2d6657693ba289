using System.Globalization;
using System.Text;

namespace CaseFlow.Decisions.Syntax;

/// <summary>Cuts the source into tokens. Names of several words stay several tokens: which words belong together only the parser knows.</summary>
internal sealed class Lexer(string source)
{
    private static readonly string[] Symbols =
        ["..", "**", "!=", "<=", ">=", "->", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", "@", "'"];

    private int _at;

    public static List<Token> Read(string source)
    {
        var lexer = new Lexer(source);
        var tokens = new List<Token>();
        do tokens.Add(lexer.Next());
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        SkipSpace();
        var start = _at;
        if (_at >= source.Length) return new Token(TokenKind.End, "", start, start);
        var c = source[_at];
        if (c == '"') return new Token(TokenKind.Text, Quoted(), start, _at);
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < source.Length && char.IsAsciiDigit(source[_at + 1]) && !AfterDot()))
            return new Token(TokenKind.Number, Number(), start, _at);
        if (IsNameStart(RuneAt(_at)))
        {
            while (_at < source.Length && IsNamePart(RuneAt(_at))) _at += RuneAt(_at).Utf16SequenceLength;
            return new Token(TokenKind.Word, source[start.._at], start, _at);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(source, _at, symbol, 0, symbol.Length) != 0) continue;
            _at += symbol.Length;
            return new Token(TokenKind.Symbol, symbol, start, _at);
        }

        var rune = RuneAt(_at);
        throw FullWidth.Meant(rune) is { } meant
            ? FeelSyntaxException.At(_at, $"请用半角“{meant}”代替全角“{rune}”", $"type '{meant}' instead of the full-width '{rune}'")
            : FeelSyntaxException.At(_at, $"不认识的字符“{rune}”", $"'{rune}' does not belong into an expression");
    }

    /// <summary>In <c>1...5</c> the third dot belongs to the two before it.</summary>
    private bool AfterDot() => _at > 0 && source[_at - 1] == '.' && !(_at > 1 && source[_at - 2] == '.');

    private void SkipSpace()
    {
        while (_at < source.Length)
        {
            if (char.IsWhiteSpace(source[_at]) || source[_at] is '\uFEFF' or '\u180E' or '\u200B') _at++;
            else if (StartsWith("//")) SkipTo("\n", optional: true);
            else if (StartsWith("/*")) SkipTo("*/", optional: false);
            else return;
        }
    }

    private void SkipTo(string end, bool optional)
    {
        var found = source.IndexOf(end, _at + 2, StringComparison.Ordinal);
        if (found < 0 && !optional) throw FeelSyntaxException.At(_at, "注释没有以“*/”结束", "the comment is not closed with '*/'");
        _at = found < 0 ? source.Length : found + end.Length;
    }

    private string Number()
    {
        var start = _at;
        SkipDigits();
        if (At('.') && _at + 1 < source.Length && char.IsAsciiDigit(source[_at + 1]))
        {
            _at++;
            SkipDigits();
        }

        var mark = _at;
        if (At('e') || At('E'))
        {
            _at++;
            if (At('+') || At('-')) _at++;
            var digits = _at;
            SkipDigits();
            if (_at == digits || (_at < source.Length && IsNamePart(RuneAt(_at)))) _at = mark;
        }

        return source[start.._at];
    }

    private void SkipDigits()
    {
        while (_at < source.Length && char.IsAsciiDigit(source[_at])) _at++;
    }

    private string Quoted()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (true)
        {
            if (_at >= source.Length) throw FeelSyntaxException.At(start, "文本没有以引号结束", "the text is not closed with a quotation mark");
            var c = source[_at++];
            if (c == '"') return text.ToString();
            if (c == '\\') Escape(text);
            else text.Append(c);
        }
    }

    private void Escape(StringBuilder text)
    {
        var c = _at < source.Length ? source[_at++] : '\0';
        _ = c switch
        {
            'n' => text.Append('\n'),
            'r' => text.Append('\r'),
            't' => text.Append('\t'),
            '"' or '\\' or '\'' => text.Append(c),
            'u' when Hex(4) is { } unit => text.Append((char)unit),
            'U' when Hex(6) is { } point && Rune.IsValid(point) => text.Append(new Rune(point).ToString()),
            _ => text.Append('\\').Append(c),
        };
    }

    private int? Hex(int digits)
    {
        if (_at + digits > source.Length) return null;
        if (!int.TryParse(source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return null;
        _at += digits;
        return value;
    }

    private bool At(char c) => _at < source.Length && source[_at] == c;

    private bool StartsWith(string text) => string.CompareOrdinal(source, _at, text, 0, text.Length) == 0;

    private Rune RuneAt(int index) => Rune.TryGetRuneAt(source, index, out var rune) ? rune : Rune.ReplacementChar;

    /// <summary>The ranges of grammar rule 28, without the full-width punctuation that lies in them: there it is always a slip of the keyboard.</summary>
    private static bool IsNameStart(Rune rune) => IsInNameRange(rune) && FullWidth.Meant(rune) is null;

    private static bool IsInNameRange(Rune rune) => rune.Value is '?' or '_'
        or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= 0xC0 and <= 0xD6) or (>= 0xD8 and <= 0xF6) or (>= 0xF8 and <= 0x2FF)
        or (>= 0x370 and <= 0x37D) or (>= 0x37F and <= 0x1FFF and not 0x1680 and not 0x180E) or 0x200C or 0x200D or (>= 0x2070 and <= 0x218F)
        or (>= 0x2C00 and <= 0x2FEF) or (>= 0x3001 and <= 0xD7FF) or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and < 0xFFFD) or (>= 0x10000 and <= 0xEFFFF);

    private static bool IsNamePart(Rune rune) =>
        IsNameStart(rune) || rune.Value is (>= '0' and <= '9') or 0xB7 or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040;
}
