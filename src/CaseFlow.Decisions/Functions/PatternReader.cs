using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CaseFlow.Decisions.Functions;

/// <summary>
/// Rewrites a regular expression of XPath («XPath and XQuery Functions», 5.6.1) for .NET: what XPath does not know is refused, and a dot, a negated
/// class or an escape counts a code point beyond the basic plane as one character.
/// </summary>
internal sealed class PatternReader(string pattern, string flags)
{
    private const string Astral = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string NameStart = @"\p{L}\p{Nl}_:";
    private const string NamePart = NameStart + @"\p{Nd}\p{M}\p{Pc}.\-\u00B7";

    private readonly string _pattern = flags.Contains('x', StringComparison.Ordinal) ? WithoutSpace(pattern) : pattern;
    private readonly StringBuilder _out = new();
    private readonly Stack<int> _open = new();
    private readonly HashSet<int> _closed = [];
    private int _at;
    private int _groups;

    /// <exception cref="ArgumentException">Not a regular expression of XPath.</exception>
    public static string Read(string pattern, string flags) =>
        flags.Contains('q', StringComparison.Ordinal) ? Regex.Escape(pattern) : new PatternReader(pattern, flags).Whole();

    private string Whole()
    {
        while (_at < _pattern.Length) One();
        return _open.Count == 0 ? _out.ToString() : throw Wrong();
    }

    private void One()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '\\':
                Escape();
                break;
            case '[':
                Class();
                break;
            case '(':
                Open();
                break;
            case ')':
                Close();
                break;
            case '.':
                _out.Append(flags.Contains('s', StringComparison.Ordinal) ? $"(?:{Astral}|[^\\uD800-\\uDFFF])" : $"(?:{Astral}|[^\\n\\r\\uD800-\\uDFFF])");
                break;
            case '$':
                _out.Append(flags.Contains('m', StringComparison.Ordinal) ? "$" : @"\z");
                break;
            case '{':
                Quantity();
                break;
            case ']' or '}':
                throw Wrong();
            case var _ when char.IsHighSurrogate(c) && _at < _pattern.Length:
                _out.Append("(?:").Append(c).Append(_pattern[_at++]).Append(')');
                break;
            case '#' or ' ':
                _out.Append('\\').Append(c);
                break;
            default:
                _out.Append(c);
                break;
        }
    }

    private void Open()
    {
        if (At('?'))
        {
            _at++;
            if (!At(':')) throw Wrong();
            _at++;
            _out.Append("(?:");
            _open.Push(0);
            return;
        }

        _out.Append('(');
        _open.Push(++_groups);
    }

    private void Close()
    {
        if (_open.Count == 0) throw Wrong();
        _closed.Add(_open.Pop());
        _out.Append(')');
    }

    /// <summary>{2}, {2,} or {2,5}; {,5} is not known to XPath.</summary>
    private void Quantity()
    {
        var end = _pattern.IndexOf('}', _at);
        if (end < 0) throw Wrong();
        var parts = _pattern[_at..end].Split(',');
        if (parts.Length > 2 || parts[0].Length == 0 || !parts.All(part => part.All(char.IsAsciiDigit)) || parts.Any(part => part.Length > 4)) throw Wrong();
        _out.Append('{').Append(_pattern, _at, end - _at).Append('}');
        _at = end + 1;
    }

    private void Escape()
    {
        if (_at >= _pattern.Length) throw Wrong();
        if (!char.IsAsciiDigit(_pattern[_at]))
        {
            var set = EscapedSet();
            if (set is ['^', ..]) _out.Append("(?:").Append(Astral).Append("|[").Append(set).Append(@"\uD800-\uDFFF])");
            else _out.Append('[').Append(set).Append(']');
            return;
        }

        var number = _pattern[_at++] - '0';
        // As many digits as name a group; the rest are characters.
        while (_at < _pattern.Length && char.IsAsciiDigit(_pattern[_at]) && number * 10 + (_pattern[_at] - '0') <= _groups)
            number = number * 10 + (_pattern[_at++] - '0');
        if (number == 0 || !_closed.Contains(number)) throw Wrong();
        _out.Append("(?:\\").Append(number).Append(')');
    }

    /// <summary>What an escape stands for, as the inside of a class; a leading ^ negates it.</summary>
    private string EscapedSet()
    {
        var c = _pattern[_at++];
        return c switch
        {
            'n' => "\\n",
            'r' => "\\r",
            't' => "\\t",
            's' => " \\t\\n\\r",
            'S' => "^ \\t\\n\\r",
            'd' => "\\p{Nd}",
            'D' => "^\\p{Nd}",
            'w' => "\\p{L}\\p{M}\\p{N}\\p{S}",
            'W' => "^\\p{L}\\p{M}\\p{N}\\p{S}",
            'i' => NameStart,
            'I' => "^" + NameStart,
            'c' => NamePart,
            'C' => "^" + NamePart,
            'p' => Category(),
            'P' => "^" + Category(),
            '\\' or '|' or '.' or '-' or '^' or '?' or '*' or '+' or '{' or '}' or '(' or ')' or '[' or ']' or '$' => "\\" + c,
            _ => throw Wrong(),
        };
    }

    private string Category()
    {
        var end = At('{') ? _pattern.IndexOf('}', _at) : -1;
        if (end < 0) throw Wrong();
        var name = _pattern[(_at + 1)..end];
        _at = end + 1;
        return $"\\p{{{name}}}";
    }

    private void Class()
    {
        var (set, astral, negated) = ClassBody();
        if (negated) _out.Append("(?:").Append(Astral).Append("|[^").Append(set).Append("])");
        else if (astral.Count == 0) _out.Append('[').Append(set).Append(']');
        else _out.Append("(?:").Append(set.Length > 0 ? $"[{set}]|" : "").AppendJoin('|', astral).Append(')');
    }

    /// <summary>[a-z], [^…] and [a-z-[aeiou]].</summary>
    private (string Set, List<string> Astral, bool Negated) ClassBody()
    {
        var set = new StringBuilder();
        var astral = new List<string>();
        var negated = At('^');
        if (negated) _at++;
        var start = _at;
        while (true)
        {
            if (_at >= _pattern.Length) throw Wrong();
            if (At(']') && _at > start)
            {
                _at++;
                return (negated ? set + @"\uD800-\uDFFF" : set.ToString(), astral, negated);
            }

            if (At('-') && _at + 1 < _pattern.Length && _pattern[_at + 1] == '[' && _at > start)
            {
                _at += 2;
                var (inner, _, innerNegated) = ClassBody();
                if (!At(']')) throw Wrong();
                set.Append(negated ? @"\uD800-\uDFFF" : "").Append("-[").Append(innerNegated ? "^" : "").Append(inner).Append(']');
                _at++;
                return (set.ToString(), astral, negated);
            }

            Member(set, astral, start);
        }
    }

    private void Member(StringBuilder set, List<string> astral, int start)
    {
        if (At('[')) throw Wrong();
        if (At('\\') && _at + 1 < _pattern.Length && _pattern[_at + 1] is var kind && "sSdDwWiIcCpP".Contains(kind, StringComparison.Ordinal))
        {
            _at++;
            var inner = EscapedSet();
            set.Append(inner[0] != '^' ? inner : Complement(kind, inner));
            return;
        }

        var dash = At('-');
        var first = Point();
        if (!At('-') || _at + 1 >= _pattern.Length || _pattern[_at + 1] is ']' or '[')
        {
            Add(set, astral, first, first);
            return;
        }

        if (dash && _at - 1 != start) throw Wrong();
        _at++;
        var last = Point();
        if (last < first) throw Wrong();
        Add(set, astral, first, last);
    }

    /// <summary>A negated escape inside a class has to be a single escape of .NET.</summary>
    private static string Complement(char kind, string inner) => kind switch
    {
        'S' => @"\S",
        'D' => @"\P{Nd}",
        'W' => @"\p{P}\p{Z}\p{C}",
        'P' => @"\P" + inner[3..],
        _ => throw new ArgumentException(@"\I and \C inside a class"),
    };

    private int Point()
    {
        if (!At('\\'))
        {
            var rune = Rune.GetRuneAt(_pattern, _at);
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }

        _at++;
        if (_at >= _pattern.Length || char.IsAsciiDigit(_pattern[_at])) throw Wrong();
        return EscapedSet() switch { "\\n" => '\n', "\\r" => '\r', "\\t" => '\t', ['\\', var c] => c, _ => throw Wrong() };
    }

    private static void Add(StringBuilder set, List<string> astral, int first, int last)
    {
        if (first <= 0xFFFF)
        {
            set.Append(Unit(first));
            if (last > first) set.Append('-').Append(Unit(Math.Min(last, 0xFFFF)));
        }

        if (last <= 0xFFFF) return;
        var (from, to) = (new Rune(Math.Max(first, 0x10000)).ToString(), new Rune(last).ToString());
        if (from[0] == to[0])
        {
            astral.Add($"{Unit(from[0])}[{Unit(from[1])}-{Unit(to[1])}]");
            return;
        }

        astral.Add($"{Unit(from[0])}[{Unit(from[1])}-\\uDFFF]");
        if (to[0] - from[0] > 1) astral.Add($"[{Unit(from[0] + 1)}-{Unit(to[0] - 1)}][\\uDC00-\\uDFFF]");
        astral.Add($"{Unit(to[0])}[\\uDC00-{Unit(to[1])}]");
    }

    private static string Unit(int unit) => "\\u" + unit.ToString("X4", CultureInfo.InvariantCulture);

    private bool At(char c) => _at < _pattern.Length && _pattern[_at] == c;

    /// <summary>Flag x: blanks do not count, but those in a class do.</summary>
    private static string WithoutSpace(string pattern)
    {
        var kept = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is '[' or ']') kept.Append(pattern[i++]);
            else if (pattern[i] == '[') depth++;
            else if (pattern[i] == ']') depth--;
            if (depth > 0 || pattern[i] is not (' ' or '\t' or '\n' or '\r')) kept.Append(pattern[i]);
        }

        return kept.ToString();
    }

    private ArgumentException Wrong() => new($"Not a pattern at character {_at}");
}
