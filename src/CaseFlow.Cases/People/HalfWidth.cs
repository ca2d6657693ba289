namespace CaseFlow.Cases.People;

/// <summary>Letters and digits as a Chinese input method may give them (U+FF01 to U+FF5E), in the ASCII they stand for.</summary>
internal static class HalfWidth
{
    public static string Of(string text) => string.Concat(text.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));
}
