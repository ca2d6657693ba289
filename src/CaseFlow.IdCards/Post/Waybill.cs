using System.Text.RegularExpressions;

namespace CaseFlow.IdCards.Post;

/// <summary>An EMS waybill number: 13 digits (no public check digit), or the UPU S10 form <c>EE473124829CN</c> with its check digit (rulebook 3.6).</summary>
internal sealed partial record Waybill
{
    private static readonly int[] Weights = [8, 6, 4, 2, 3, 5, 9, 7];
    private static readonly string[] KnownPrefixes = ["10", "11", "12", "50", "51", "95", "97", "98"];

    private Waybill(string value) => Value = value;

    /// <summary>The number as written on the parcel.</summary>
    public string Value { get; }

    /// <summary>False for a domestic number whose first two digits have not been seen: worth a look, not an error.</summary>
    public bool HasKnownPrefix => !char.IsAsciiDigit(Value[0]) || KnownPrefixes.Contains(Value[..2]);

    /// <summary>For the public: first two and last two characters.</summary>
    public string Masked => $"{Value[..2]}{new string('*', Value.Length - 4)}{Value[^2..]}";

    /// <summary>Reads a number; null if it is none.</summary>
    public static Waybill? Read(string? text)
    {
        var value = (text ?? "").Trim().ToUpperInvariant();
        return Domestic().IsMatch(value) || (International().IsMatch(value) && CheckDigit(value) == value[10] - '0') ? new Waybill(value) : null;
    }

    private static int CheckDigit(string value) =>
        (11 - (Weights.Select((weight, i) => weight * (value[i + 2] - '0')).Sum() % 11)) switch { 10 => 0, 11 => 5, var digit => digit };

    [GeneratedRegex(@"^\d{13}$", RegexOptions.None, 1000)]
    private static partial Regex Domestic();

    [GeneratedRegex("^[A-Z]{2}[0-9]{9}CN$", RegexOptions.None, 1000)]
    private static partial Regex International();
}
