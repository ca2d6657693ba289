using System.Numerics;

namespace CaseFlow.Workflows;

/// <summary>A set of small numbers. Sets of branches are joined once an arrow, 64 members at a time.</summary>
internal sealed class Bits(int size)
{
    private const ulong EvenOnes = 0x5555_5555_5555_5555;

    private readonly ulong[] words = new ulong[(size + 63) / 64];

    public bool this[int member]
    {
        get => (words[member / 64] & (1UL << (member % 64))) != 0;
        set
        {
            var bit = 1UL << (member % 64);
            words[member / 64] = value ? words[member / 64] | bit : words[member / 64] & ~bit;
        }
    }

    public Bits Copy()
    {
        var copy = new Bits(size);
        words.CopyTo(copy.words, 0);
        return copy;
    }

    public void Unite(Bits other)
    {
        for (var i = 0; i < words.Length; i++)
            words[i] |= other.words[i];
    }

    public void Intersect(Bits other)
    {
        for (var i = 0; i < words.Length; i++)
            words[i] &= other.words[i];
    }

    public bool SameAs(Bits other) => words.AsSpan().SequenceEqual(other.words);

    /// <summary>Members by two: the even ones whose odd neighbour is a member too.</summary>
    public IEnumerable<int> Pairs() => Members(word => word & (word >> 1) & EvenOnes);

    public IEnumerable<int> Members() => Members(word => word);

    /// <summary>True if of some two neighbours one is a member here and the other there.</summary>
    public bool Opposes(Bits other)
    {
        for (var i = 0; i < words.Length; i++)
            if (((words[i] & (other.words[i] >> 1)) | ((words[i] >> 1) & other.words[i])) is var opposed && (opposed & EvenOnes) != 0)
                return true;
        return false;
    }

    private IEnumerable<int> Members(Func<ulong, ulong> chosen)
    {
        for (var i = 0; i < words.Length; i++)
            for (var left = chosen(words[i]); left != 0; left &= left - 1)
                yield return (i * 64) + BitOperations.TrailingZeroCount(left);
    }
}
