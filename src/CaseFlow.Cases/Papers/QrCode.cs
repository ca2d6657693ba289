using System.Globalization;
using System.Text;

namespace CaseFlow.Cases.Papers;

/// <summary>A QR code of a query code, as a picture for papers (ISO/IEC 18004). The smallest symbol is enough: version 1, level M, up to 20 characters of digits and capitals. It
/// holds what is printed beside it and nothing of the person.</summary>
public static class QrCode
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Size = 21;
    private const int DataWords = 16;
    private const int CheckWords = 10;
    private const int Longest = 20;

    /// <summary>The picture, with the quiet zone around it; empty where the text does not fit into it.</summary>
    public static string Svg(string? text)
    {
        if (text is not { Length: > 0 and <= Longest } || text.Any(letter => !Alphabet.Contains(letter, StringComparison.Ordinal)))
            return "";
        var (modules, path) = (Modules(text), new StringBuilder());
        for (var row = 0; row < Size; row++)
            for (var column = 0; column < Size; column++)
                if (modules[row, column])
                    path.Append(CultureInfo.InvariantCulture, $"M{column + 4} {row + 4}h1v1h-1z");
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\" role=\"img\" aria-label=\"QR {text}\"><path fill=\"#fff\" d=\"M0 0h29v29H0z\"/><path d=\"{path}\"/></svg>";
    }

    /// <summary>The data words and the check words after them.</summary>
    internal static byte[] Words(string text)
    {
        var bits = new StringBuilder("0010").Append(Bits(text.Length, 9));
        for (var at = 0; at < text.Length; at += 2)
            bits.Append(at + 1 < text.Length ? Bits((Alphabet.IndexOf(text[at]) * 45) + Alphabet.IndexOf(text[at + 1]), 11) : Bits(Alphabet.IndexOf(text[at]), 6));
        bits.Append('0', Math.Min(4, (DataWords * 8) - bits.Length));
        bits.Append('0', (8 - (bits.Length % 8)) % 8);
        var words = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.ToString(i * 8, 8), 2)).ToList();
        for (byte padding = 236; words.Count < DataWords; padding ^= 236 ^ 17)
            words.Add(padding);
        return [.. words, .. Checks(words)];
    }

    private static string Bits(int value, int count) => Convert.ToString(value, 2).PadLeft(count, '0');

    /// <summary>Reed–Solomon: the remainder of the data divided by the generator.</summary>
    private static byte[] Checks(IEnumerable<byte> data)
    {
        byte[] generator = [1];
        for (byte power = 0, root = 1; power < CheckWords; power++, root = Times(root, 2))
        {
            var next = new byte[generator.Length + 1];
            for (var i = 0; i < generator.Length; i++)
                (next[i], next[i + 1]) = ((byte)(next[i] ^ generator[i]), (byte)(next[i + 1] ^ Times(generator[i], root)));
            generator = next;
        }
        var rest = new byte[CheckWords];
        foreach (var word in data)
        {
            var factor = (byte)(word ^ rest[0]);
            rest = [.. rest[1..], 0];
            for (var i = 0; i < CheckWords; i++)
                rest[i] ^= Times(generator[i + 1], factor);
        }
        return rest;
    }

    /// <summary>The product in the field of 256 elements over x⁸+x⁴+x³+x²+1.</summary>
    private static byte Times(byte one, byte other)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
        {
            product = (product << 1) ^ ((product >> 7) * 0x11D);
            product ^= ((other >> bit) & 1) * one;
        }
        return (byte)product;
    }

    private static bool[,] Modules(string text)
    {
        var dark = new bool?[Size, Size];
        foreach (var (top, left) in ((int, int)[])[(0, 0), (0, Size - 7), (Size - 7, 0)])
            for (var row = -1; row <= 7; row++)
                for (var column = -1; column <= 7; column++)
                    if (top + row is >= 0 and < Size && left + column is >= 0 and < Size)
                        dark[top + row, left + column] = Math.Max(Math.Abs(row - 3), Math.Abs(column - 3)) is 0 or 1 or 3;
        for (var i = 8; i < Size - 8; i++)
            (dark[6, i], dark[i, 6]) = (i % 2 == 0, i % 2 == 0);
        PlaceFormat(dark);
        PlaceWords(dark, Words(text));
        var modules = new bool[Size, Size];
        for (var i = 0; i < Size * Size; i++)
            modules[i / Size, i % Size] = dark[i / Size, i % Size]!.Value;
        return modules;
    }

    /// <summary>Level M (00) and mask 0, with their check bits, twice; any mask may be read, the choice only helps poor scanners.</summary>
    private static void PlaceFormat(bool?[,] dark)
    {
        const int format = 0x5412;
        for (var i = 0; i < 15; i++)
        {
            bool? bit = ((format >> i) & 1) == 1;
            dark[i < 6 ? i : i < 8 ? i + 1 : Size - 15 + i, 8] = bit;
            dark[8, i < 8 ? Size - 1 - i : i < 9 ? 15 - i : 14 - i] = bit;
        }
        dark[Size - 8, 8] = true;
    }

    /// <summary>In pairs of columns from the lower right corner, up and down in turn; mask 0 turns over every second module.</summary>
    private static void PlaceWords(bool?[,] dark, byte[] words)
    {
        var (bit, upwards) = (0, true);
        for (var right = Size - 1; right > 0; right -= right == 8 ? 3 : 2, upwards = !upwards)
            for (var step = 0; step < Size; step++)
                for (var column = right; column > right - 2; column--)
                {
                    var row = upwards ? Size - 1 - step : step;
                    if (dark[row, column] is not null)
                        continue;
                    var set = bit < words.Length * 8 && ((words[bit / 8] >> (7 - (bit % 8))) & 1) == 1;
                    dark[row, column] = set ^ ((row + column) % 2 == 0);
                    bit++;
                }
    }
}
