using System.Numerics;
using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Models;

/// <summary>
/// A table compiled: for every column whose tests name constants of one kind only, which rules each piece of values lets pass, as bits. A decision
/// is then a search and an «and» a column, and what the bits leave over is tested as it is written. A value of another kind than the column's is
/// tested as written as well, for then the tests have reasons to give.
/// </summary>
internal sealed class TableIndex
{
    /// <summary>Tests tried while compiling one column: a column beyond it is tested as it is written. 8 MB of bits at most.</summary>
    private const long MaxTries = 4_000_000;

    private readonly Column?[] _columns;
    private readonly bool[] _acceptsAll;
    private readonly ulong[] _all;

    public TableIndex(TableRule[] rules, int columns)
    {
        _all = Bits.Filled(rules.Length);
        _acceptsAll = new bool[columns];
        _columns = new Column?[columns];
        for (var i = 0; i < columns; i++)
        {
            var tests = Array.ConvertAll(rules, rule => rule.Tests[i]);
            _acceptsAll[i] = Array.TrueForAll(tests, test => test.AcceptsAll);
            _columns[i] = _acceptsAll[i] ? null : Compile(tests);
        }
    }

    /// <summary>The numbers of the rules that match, counted from 0, in their order; at most <paramref name="wanted"/> of them.</summary>
    public List<int> Matches(Scope scope, TableRule[] rules, object?[] values, int wanted)
    {
        var open = _all.Length <= 16 ? stackalloc ulong[_all.Length] : new ulong[_all.Length];
        _all.CopyTo(open);
        List<int>? asWritten = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (_acceptsAll[i]) continue;
            if (_columns[i] is { } column && column.Pieces.Find(values[i]) is var piece and >= 0) Bits.And(open, column.Passing[piece]);
            else (asWritten ??= []).Add(i);
        }

        var found = new List<int>(1);
        for (var rule = Bits.Next(open, 0); rule >= 0 && found.Count < wanted; rule = Bits.Next(open, rule + 1))
            if (asWritten is null || Holds(scope, rules[rule], values, asWritten)) found.Add(rule);
        return found;
    }

    private static bool Holds(Scope scope, TableRule rule, object?[] values, List<int> columns)
    {
        foreach (var i in columns)
            if (!rule.Tests[i].AcceptsAll && rule.Tests[i].Matches(scope, values[i]) != true) return false;
        return true;
    }

    private static Column? Compile(Expressions.UnaryTests[] tests)
    {
        var constants = new List<object?>();
        if (!Array.TrueForAll(tests, test => test.TryConstants(constants)) || Pieces.Of(constants) is not { } pieces) return null;
        if ((long)pieces.Samples.Count * tests.Length > MaxTries) return null;
        return new Column(pieces, [.. pieces.Samples.Select(sample => Passing(tests, sample))]);
    }

    /// <summary>The tests themselves are asked, so that the compiled table cannot mean something else than the written one.</summary>
    internal static ulong[] Passing(Expressions.UnaryTests[] tests, object? sample)
    {
        var passing = Bits.None(tests.Length);
        var scope = new EmptyScope(Run.Unbounded());
        for (var i = 0; i < tests.Length; i++)
            if (tests[i].AcceptsAll || (sample is not null && tests[i].Matches(scope, sample) == true)) Bits.Set(passing, i);
        return passing;
    }

    private sealed record Column(Pieces Pieces, ulong[][] Passing);
}

/// <summary>Sets of rules, a bit each.</summary>
internal static class Bits
{
    public static ulong[] None(int count) => new ulong[(count + 63) / 64];

    public static ulong[] Filled(int count)
    {
        var bits = None(count);
        for (var i = 0; i < count; i++) Set(bits, i);
        return bits;
    }

    public static void Set(ulong[] bits, int at) => bits[at >> 6] |= 1UL << (at & 63);

    public static bool Has(ReadOnlySpan<ulong> bits, int at) => (bits[at >> 6] >> (at & 63) & 1) != 0;

    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < bits.Length; i++) bits[i] &= other[i];
    }

    /// <summary>The first set bit from here on; -1 if there is none.</summary>
    public static int Next(ReadOnlySpan<ulong> bits, int from)
    {
        var word = from >> 6;
        if (word >= bits.Length) return -1;
        var rest = bits[word] & (ulong.MaxValue << (from & 63));
        while (rest == 0)
        {
            if (++word == bits.Length) return -1;
            rest = bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(rest);
    }
}
