using System.Buffers.Binary;
using CaseFlow.Cases.People;

namespace CaseFlow.Cases.Searching;

/// <summary>What may be indexed of a name that stands encrypted: a keyed hash of each two neighbouring characters, cut to 24 bits so that different pairs share a value. Whoever has the database
/// without the key learns which people share some value, and no name (docs/decisions/0015).</summary>
internal static class NameGrams
{
    /// <summary>As it is compared: without spaces and the dots of foreign names, Latin letters alike.</summary>
    public static string Normal(string name) => string.Concat(name.Where(character => !char.IsWhiteSpace(character) && character is not ('·' or '•' or '.' or '-'))).ToUpperInvariant();

    /// <summary>The values of a name, or of a part of one; empty for a single character.</summary>
    public static int[] Of(string name, Keyring keyring)
    {
        var normal = Normal(name);
        return [.. Enumerable.Range(0, Math.Max(0, normal.Length - 1)).Select(place => normal.Substring(place, 2)).Distinct()
            .Select(pair => BinaryPrimitives.ReadInt32BigEndian(keyring.Hash($"name/{pair}")) & 0xFFFFFF).Distinct()];
    }
}
