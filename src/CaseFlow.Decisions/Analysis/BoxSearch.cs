using CaseFlow.Decisions.Models;

namespace CaseFlow.Decisions.Analysis;

/// <summary>
/// Walks through the boxes of a table column by column with the rules that are still open. Boxes that leave the same rules open are walked once, so
/// that a table costs about as much as it has rules, not as it has boxes; a budget ends the walks that are different all the same.
/// </summary>
internal sealed class BoxSearch(Piece[][] columns, Budget budget)
{
    private readonly HashSet<State> _done = [];
    private readonly object?[] _sample = new object?[columns.Length];

    /// <summary>Ends the walk below a column: nothing to be found there any more.</summary>
    public required Func<int, ulong[], bool> IsSettled { get; init; }

    /// <summary>Which pieces of a column are walked through.</summary>
    public Predicate<Piece> Through { get; init; } = _ => true;

    /// <summary>The rules a piece leaves open.</summary>
    public required Func<Piece, ulong[]> Passing { get; init; }

    /// <summary>A box is reached, or emptied on the way: its example and the rules that are open. True ends the search.</summary>
    public required Func<object?[], ulong[], bool> Found { get; init; }

    /// <summary>Also asks <see cref="Found"/> as soon as no rule is left.</summary>
    public bool StopsWhenEmpty { get; init; }

    public bool Run(ulong[] open) => Walk(0, open);

    private bool Walk(int column, ulong[] open)
    {
        if (column == columns.Length || (StopsWhenEmpty && Bits.Next(open, 0) < 0)) return Found(Example(column), open);
        if (IsSettled(column, open) || !_done.Add(new State(column, open))) return false;
        foreach (var piece in columns[column])
        {
            if (!Through(piece)) continue;
            if (!budget.Spend(open.Length)) return true;
            var left = (ulong[])open.Clone();
            Bits.And(left, Passing(piece));
            _sample[column] = piece.Sample;
            if (Walk(column + 1, left)) return true;
        }

        return false;
    }

    /// <summary>Where no rule was left before the last column, its first allowed value stands for any.</summary>
    private object?[] Example(int column)
    {
        var example = (object?[])_sample.Clone();
        for (var i = column; i < columns.Length; i++) example[i] = Array.Find(columns[i], Through)?.Sample;
        return example;
    }

    private readonly struct State(int column, ulong[] open) : IEquatable<State>
    {
        private readonly int _column = column;
        private readonly ulong[] _open = open;

        public bool Equals(State other) => _column == other._column && _open.AsSpan().SequenceEqual(other._open);

        public override bool Equals(object? obj) => obj is State other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_column);
            foreach (var word in _open) hash.Add(word);
            return hash.ToHashCode();
        }
    }
}

/// <summary>What the check of one table may cost: about half a second.</summary>
internal sealed class Budget(long steps)
{
    private long _left = steps;

    public bool IsGone => _left < 0;

    public bool Spend(long amount)
    {
        _left -= amount;
        return !IsGone;
    }
}
