using System.Globalization;

namespace CaseFlow.Sandbox;

/// <summary>The citizen ID number (GB 11643-1999): shape, date and check digit; who lives behind it cannot be read from it.</summary>
internal static class IdNumber
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Adds everything that is wrong with the number and gives its normal form.</summary>
    public static string Check(string? number, Reasons reasons, DateOnly today, string field = "idNumber")
    {
        var text = (number ?? "").Trim().ToUpperInvariant();
        if (text.Length != 18 || !text.AsSpan(0, 17).ContainsOnlyDigits() || !(char.IsAsciiDigit(text[17]) || text[17] == 'X'))
        {
            reasons.Add("id-number-shape", $"{field} must be 17 digits and a digit or X.", field);
            return text;
        }
        if (BirthDate(text) is not { } born) reasons.Add("id-number-date", $"{field} holds no possible birth date ({text[6..14]}).", field);
        else if (born > today) reasons.Add("id-number-future", $"{field} holds a birth date in the future ({text[6..14]}).", field);
        var sum = Weights.Select((weight, i) => weight * (text[i] - '0')).Sum();
        if ("10X98765432"[sum % 11] != text[17]) reasons.Add("id-number-check-digit", $"{field} has a wrong check digit.", field);
        return text;
    }

    public static DateOnly? BirthDate(string number) =>
        DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null;

    /// <summary>Full years on a day; a birthday counts from its own day.</summary>
    public static int AgeOn(string number, DateOnly day)
    {
        var born = BirthDate(number)!.Value;
        return day.Year - born.Year - (day < born.AddYears(day.Year - born.Year) ? 1 : 0);
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
