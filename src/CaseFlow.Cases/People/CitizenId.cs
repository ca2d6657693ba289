namespace CaseFlow.Cases.People;

/// <summary>Citizen identity number (公民身份号码), 18 characters: region 6, birth date 8, sequence 3 (odd male, even female), check 1. Source: GB 11643-1999.</summary>
public sealed record CitizenId
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
    ];

    private CitizenId(string value, DateOnly birthDate) => (Value, BirthDate) = (value, birthDate);

    /// <summary>The normalised number: half-width, capital X.</summary>
    public string Value { get; }

    /// <summary>Birth date as the number says it.</summary>
    public DateOnly BirthDate { get; }

    /// <summary><c>M</c> or <c>F</c>.</summary>
    public string Sex => (Value[16] - '0') % 2 == 1 ? "M" : "F";

    /// <summary>Full years on a day; a birthday counts as reached (rulebook Q9).</summary>
    public int AgeOn(DateOnly day) => day.Year - BirthDate.Year - (day < BirthDate.AddYears(day.Year - BirthDate.Year) ? 1 : 0);

    /// <summary>Reads a number as people type it. On failure <paramref name="fault"/> is a stable code:
    /// <c>id-number-length</c>, <c>id-number-characters</c>, <c>id-number-region</c>, <c>id-number-date</c>, <c>id-number-future</c>, <c>id-number-check-digit</c>.</summary>
    public static bool TryParse(string? text, DateOnly today, out CitizenId? id, out string? fault)
    {
        id = null;
        var value = Normalise(text ?? "");
        fault = value.Length != 18 ? "id-number-length"
            : !value[..17].All(char.IsAsciiDigit) || !(char.IsAsciiDigit(value[17]) || value[17] == 'X') ? "id-number-characters"
            : !Provinces.Contains(value[..2]) ? "id-number-region"
            : !DateOnly.TryParseExact(value.AsSpan(6, 8), "yyyyMMdd", out var birth) ? "id-number-date"
            : birth > today ? "id-number-future"
            : CheckCharacter(value) != value[17] ? "id-number-check-digit"
            : null;
        if (fault is null)
            id = new CitizenId(value, DateOnly.ParseExact(value.AsSpan(6, 8), "yyyyMMdd"));
        return fault is null;
    }

    /// <summary>The 18 characters that a number of the first generation (15 digits, birth year without its century) became in 1999; null if it is none. For looking up old papers only.</summary>
    public static string? FromFirstGeneration(string text) =>
        text.Length == 15 && text.All(char.IsAsciiDigit) && $"{text[..6]}19{text[6..]}" is var longer ? longer + CheckCharacter(longer) : null;

    private static string Normalise(string text) => HalfWidth.Of(text.Trim()).ToUpperInvariant();

    private static char CheckCharacter(string value) => "10X98765432"[Weights.Select((weight, i) => weight * (value[i] - '0')).Sum() % 11];
}
