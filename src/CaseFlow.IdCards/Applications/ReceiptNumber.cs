using System.Globalization;
using System.Numerics;
using System.Text;

namespace CaseFlow.IdCards.Applications;

/// <summary>凭证号 of a collection receipt: the case number with two check digits (ISO 7064 MOD 97-10, as in an IBAN), so that a number read over the phone
/// with a slip or two letters swapped is found out (rulebook 3.3).</summary>
internal static class ReceiptNumber
{
    public static string For(string caseNumber) => $"{caseNumber}-{98 - (int)(Digits(caseNumber) * 100 % 97):00}";

    public static bool IsRight(string? number) =>
        number is { Length: > 3 } && number[^3] == '-' && number[^2..].All(char.IsAsciiDigit) && For(number[..^3]) == number;

    // Letters count from A = 10, as the standard says; dashes are for the eye only.
    private static BigInteger Digits(string text)
    {
        var digits = new StringBuilder();
        foreach (var c in text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))
            digits.Append(char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10);
        return digits.Length == 0 ? 0 : BigInteger.Parse(digits.ToString(), CultureInfo.InvariantCulture);
    }
}
