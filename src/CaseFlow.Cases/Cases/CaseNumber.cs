using System.Security.Cryptography;

namespace CaseFlow.Cases.Cases;

/// <summary>Case numbers (办件编码) and query codes (rulebook 3.9).</summary>
internal static class CaseNumber
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // Without 0 O 1 I L: read aloud over the phone.
    private const string Readable = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Region, matter, day, sequence, check: <c>310-SFZ-20261123-000123-K</c>.</summary>
    public static string Make(string region, string matter, DateOnly day, long sequence)
    {
        var body = $"{region}-{matter}-{day:yyyyMMdd}-{sequence % 1_000_000:000000}";
        return $"{body}-{Check(body.Replace("-", ""))}";
    }

    /// <summary>Eight random characters for paper and phone; a clash is refused by the unique index and the command repeated.</summary>
    public static string QueryCode() => RandomNumberGenerator.GetString(Readable, 8);

    /// <summary>ISO 7064 MOD 37,36: catches single errors and swapped neighbours.</summary>
    private static char Check(string text)
    {
        var p = 36;
        foreach (var character in text)
        {
            var s = (p + Alphabet.IndexOf(character)) % 36;
            p = (s == 0 ? 36 : s) * 2 % 37;
        }
        return Alphabet[(37 - p) % 36];
    }
}
