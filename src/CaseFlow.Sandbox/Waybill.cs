using System.Text.RegularExpressions;

namespace CaseFlow.Sandbox;

/// <summary>EMS waybill numbers: 13 domestic digits (no public check digit), or UPU S10 with its check digit.</summary>
internal static partial class Waybill
{
    private static readonly int[] Weights = [8, 6, 4, 2, 3, 5, 9, 7];

    public static void Check(string? waybill, Reasons reasons, string field = "waybill")
    {
        var text = waybill ?? "";
        if (Domestic().IsMatch(text)) return;
        if (!S10().IsMatch(text)) reasons.Add("waybill-shape", $"{field} must be 13 digits, or two letters, nine digits and CN.", field);
        else if (CheckDigit(text.AsSpan(2, 8)) != text[10] - '0') reasons.Add("waybill-check-digit", $"{field} has a wrong check digit.", field);
    }

    public static int CheckDigit(ReadOnlySpan<char> serial)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += Weights[i] * (serial[i] - '0');
        return (11 - sum % 11) switch { 10 => 0, 11 => 5, var digit => digit };
    }

    [GeneratedRegex(@"^[0-9]{13}\z", RegexOptions.None, 1000)]
    private static partial Regex Domestic();

    [GeneratedRegex(@"^[A-Z]{2}[0-9]{9}CN\z", RegexOptions.None, 1000)]
    private static partial Regex S10();
}
