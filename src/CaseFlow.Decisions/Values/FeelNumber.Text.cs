using System.Globalization;
using System.Numerics;

namespace CaseFlow.Decisions.Values;

internal readonly partial struct FeelNumber
{
    /// <summary>Digits, an optional fraction and an optional exponent; nothing around them. Null when it is not a number of the range.</summary>
    public static FeelNumber? TryParse(ReadOnlySpan<char> text)
    {
        var at = 0;
        var negative = false;
        if (at < text.Length && text[at] is '-' or '+') negative = text[at++] == '-';
        var whole = DigitsAt(text, at);
        at += whole.Length;
        var fraction = ReadOnlySpan<char>.Empty;
        if (at + 1 < text.Length && text[at] == '.')
        {
            fraction = DigitsAt(text, at + 1);
            if (fraction.IsEmpty) return null;
            at += 1 + fraction.Length;
        }

        if (whole.IsEmpty && fraction.IsEmpty) return null;
        var exponent = 0;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var signed = text[(at + 1)..];
            if (signed.IsEmpty || !int.TryParse(signed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return null;
            if (Math.Abs((long)exponent) > 100_000) return null;
            at = text.Length;
        }

        if (at != text.Length) return null;
        if (whole.Length + fraction.Length > 10_000) return null;
        var coefficient = whole.Length + fraction.Length <= 18
            ? Number(whole, fraction)
            : BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        return Create(negative ? -coefficient : coefficient, exponent - fraction.Length);
    }

    /// <summary>Plain digits without an exponent and without trailing zeros after the point.</summary>
    public string ToText()
    {
        if (IsZero) return "0";
        var trimmed = Trimmed(0);
        var digits = Int128.Abs(trimmed._coefficient).ToString(CultureInfo.InvariantCulture);
        if (trimmed._exponent > 0) digits += new string('0', trimmed._exponent);
        if (trimmed._exponent < 0)
        {
            var point = digits.Length + trimmed._exponent;
            digits = point > 0 ? $"{digits[..point]}.{digits[point..]}" : $"0.{new string('0', -point)}{digits}";
        }

        return _coefficient < 0 ? "-" + digits : digits;
    }

    private static ReadOnlySpan<char> DigitsAt(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return text[start..end];
    }

    private static long Number(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction)
    {
        var value = 0L;
        foreach (var digit in whole) value = value * 10 + (digit - '0');
        foreach (var digit in fraction) value = value * 10 + (digit - '0');
        return value;
    }
}
