using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Models;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Analysis;

/// <summary>
/// All inputs of a table as boxes: each column cut into pieces whose values every test treats alike. A test that reads more than its input may pass
/// or not: for gaps it is taken to pass, for conflicts not to, so that only what is certain is reported.
/// </summary>
internal sealed class TableSpace
{
    /// <summary>Tests tried while a column is cut: beyond it the table is not judged.</summary>
    private const long MaxTries = 10_000_000;

    private static readonly Dictionary<FeelType, object> Typical = new(ReferenceEqualityComparer.Instance)
    {
        [FeelType.Number] = FeelNumber.Zero,
        [FeelType.Text] = "other",
        [FeelType.Date] = FeelDate.Create(2026, 1, 1)!.Value,
        [FeelType.DayTime] = new DayTimeDuration(FeelTime.NanosPerDay),
        [FeelType.YearMonth] = new YearMonthDuration(1),
    };

    private TableSpace(Piece[][] columns) => Columns = columns;

    /// <summary>The pieces of each column; those no allowed value lies in are left out.</summary>
    public Piece[][] Columns { get; }

    /// <summary>Null when the table is too large.</summary>
    public static TableSpace? Of(DecisionTable table, EmptyScope scope)
    {
        var columns = new Piece[table.Inputs.Length][];
        for (var i = 0; i < columns.Length; i++)
        {
            if (Cut(scope, table.Inputs[i], Array.ConvertAll(table.Rules, rule => rule.Tests[i])) is not { } pieces) return null;
            columns[i] = pieces;
        }

        return new TableSpace(columns);
    }

    private static Piece[]? Cut(EmptyScope scope, InputColumn column, Expressions.UnaryTests[] tests)
    {
        var constants = new List<object?>();
        var certain = Array.ConvertAll(tests, test => Constants(test) is { } own && Into(constants, own));
        if (column.AllowedValues is { } allowed && Constants(allowed) is { } listed) constants.AddRange(listed);
        for (var type = column.Type as DeclaredType; type is not null; type = type.Structure as DeclaredType)
            if (type.AllowedValues is { } values && Constants(values) is { } named) constants.AddRange(named);
        var comparable = constants.TrueForAll(value => value is null) || Pieces.Of(constants) is not null;
        var samples = Samples(scope, column, constants);
        if ((long)samples.Count * tests.Length > MaxTries) return null;
        // Constants of different kinds: whether a test passes depends on the kind that comes.
        if (!comparable) certain = Array.ConvertAll(tests, test => test.AcceptsAll);
        return Alike([.. samples.Select(sample => Piece.Of(tests, certain, sample))], constants);
    }

    /// <summary>Texts that no test names are all the same to a reader, wherever they stand in the order; the last one is the most natural.</summary>
    private static Piece[] Alike(Piece[] pieces, List<object?> constants)
    {
        var named = constants.OfType<string>().ToHashSet();
        return [.. pieces.Where((piece, i) => piece.Sample is not string text || named.Contains(text) ||
            !pieces.Skip(i + 1).Any(other => other.Sample is string later && !named.Contains(later) && piece.IsLike(other)))];
    }

    private static bool Into(List<object?> constants, List<object?> own)
    {
        constants.AddRange(own);
        return true;
    }

    private static List<object?>? Constants(Expressions.UnaryTests tests)
    {
        var constants = new List<object?>();
        return tests.TryConstants(constants) ? constants : null;
    }

    /// <summary>A value of each piece that an allowed value lies in; null too where some test asks for it.</summary>
    private static List<object?> Samples(EmptyScope scope, InputColumn column, List<object?> constants)
    {
        bool IsAllowed(object value) => column.Type.Allows(scope.Run, value) && (column.AllowedValues is null || column.AllowedValues.Matches(scope, value) is true);
        if (column.Type.Unwrapped == FeelType.Boolean && constants.TrueForAll(value => value is null or bool)) constants = [.. constants, true];
        var samples = Pieces.Of(constants)?.Samples.OfType<object>().Where(IsAllowed).Cast<object?>().ToList() ?? [];
        if (constants.Contains(null) && samples.Count > 0) samples.Add(null);
        if (samples.Count == 0) samples.Add(Typical.GetValueOrDefault(column.Type.Unwrapped));
        return samples;
    }
}

/// <summary>A piece of a column: a value of it, the rules whose test surely passes it, and those whose test may pass it.</summary>
internal sealed record Piece(object? Sample, ulong[] Must, ulong[] May)
{
    public bool IsLike(Piece other) => Must.AsSpan().SequenceEqual(other.Must) && May.AsSpan().SequenceEqual(other.May);

    public static Piece Of(Expressions.UnaryTests[] tests, bool[] certain, object? sample)
    {
        var (must, may) = (Bits.None(tests.Length), Bits.None(tests.Length));
        var scope = new EmptyScope(Run.Unbounded());
        for (var i = 0; i < tests.Length; i++)
        {
            var passes = tests[i].AcceptsAll || (certain[i] && tests[i].Matches(scope, sample) == true);
            if (passes) Bits.Set(must, i);
            if (passes || !certain[i]) Bits.Set(may, i);
        }

        return new Piece(sample, must, may);
    }
}
