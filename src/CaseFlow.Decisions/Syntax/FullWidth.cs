using System.Text;

namespace CaseFlow.Decisions.Syntax;

/// <summary>The punctuation a Chinese keyboard gives, and what was meant by it.</summary>
internal static class FullWidth
{
    /// <summary>The sign to type instead, or null when the character is no such punctuation.</summary>
    public static string? Meant(Rune rune) => rune.Value switch
    {
        < 0x2018 => null,
        0x201C or 0x201D => "\"",
        0x2018 or 0x2019 => "'",
        0x3001 => ",",
        0x3002 => ".",
        0x3010 => "[",
        0x3011 => "]",
        (>= 0xFF01 and <= 0xFF0F) or (>= 0xFF1A and <= 0xFF1E) or 0xFF20 or 0xFF3B or 0xFF3D or 0xFF5B or 0xFF5D => ((char)(rune.Value - 0xFEE0)).ToString(),
        _ => null,
    };
}
