using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Models;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Analysis;

/// <summary>Gaps, conflicts, rules that can never match, cells of the wrong type, and allowed outputs no rule gives, of one table.</summary>
internal sealed partial class TableCheck(DecisionTable table, ModelFindings findings)
{
    private const long MaxSteps = 3_000_000;
    private const int MaxExamples = 5;

    private readonly Budget _budget = new(MaxSteps);

    /// <summary>One for the whole table: allowed values may be any expression, and cost anything.</summary>
    private readonly EmptyScope _empty = new(new Run(default, FeelLimits.Default with { Steps = 100_000 }));

    public void Run()
    {
        try
        {
            Check();
        }
        catch (FeelLimitException)
        {
            GaveUp();
        }
    }

    private void Check()
    {
        CheckTypes();
        CheckOutputs();
        if (table.Rules.Length == 0)
            findings.Warn("dmn-no-rules", table.Name, "决策表没有规则", "The table has no rules");
        else if (TableSpace.Of(table, _empty) is { } space)
            Search(space.Columns);
        else
            GaveUp();
        if (_budget.IsGone) GaveUp();
    }

    private void Search(Piece[][] columns)
    {
        var possible = CheckPossible(columns);
        if (table.Policy == HitPolicy.Unique || table.Policy == HitPolicy.Any) CheckConflicts(columns);
        if (table.Policy == HitPolicy.First || table.Policy == HitPolicy.Priority) CheckHidden(columns, possible);
        if (!table.Policy.IsMultiple && !table.Policy.IsAggregate && Array.TrueForAll(table.Outputs, column => column.Default is null)) CheckGaps(columns);
    }

    private void CheckGaps(Piece[][] columns)
    {
        var covering = Covering(columns, piece => piece.May);
        var found = new List<string>();
        new BoxSearch(columns, _budget)
        {
            Passing = piece => piece.May,
            StopsWhenEmpty = true,
            IsSettled = (column, open) => Meet(open, covering[column]),
            Found = (example, open) =>
            {
                if (Bits.Next(open, 0) >= 0) return false;
                found.Add(Told(example));
                return found.Count == MaxExamples;
            },
        }.Run(Bits.Filled(table.Rules.Length));
        foreach (var example in found)
            findings.Warn("dmn-gap", table.Name, $"没有规则适用于：{example}。请补充规则或默认输出", $"No rule applies to: {example}. Add a rule or a default output");
    }

    private void CheckConflicts(Piece[][] columns)
    {
        var found = new Dictionary<(int, int), string>();
        new BoxSearch(columns, _budget)
        {
            Passing = piece => piece.Must,
            IsSettled = (_, open) => Bits.Next(open, 0) is var first && (first < 0 || Bits.Next(open, first + 1) < 0),
            Found = (example, open) =>
            {
                if (Conflicting(open) is { } pair) found.TryAdd(pair, Told(example));
                return found.Count == MaxExamples;
            },
        }.Run(Bits.Filled(table.Rules.Length));
        // Columns that compute may follow from each other: then the example may never come.
        var certain = Array.TrueForAll(table.Inputs, input => input.IsInput) && table.Inputs.DistinctBy(input => input.Label).Count() == table.Inputs.Length;
        foreach (var ((a, b), example) in found)
        {
            var (zh, en) = ($"第 {a + 1} 条与第 {b + 1} 条规则冲突，例如：{example}", $"The rules {a + 1} and {b + 1} contradict each other, for example: {example}");
            if (certain) findings.Error("dmn-conflict", table.Name, zh, en);
            else findings.Warn("dmn-conflict", table.Name, zh, en);
        }
    }

    /// <summary>Two rules that may not match together: any two under UNIQUE, two with different outputs under ANY.</summary>
    private (int, int)? Conflicting(ulong[] open)
    {
        var first = Bits.Next(open, 0);
        for (var other = Bits.Next(open, first + 1); other >= 0; other = Bits.Next(open, other + 1))
            if (table.Policy == HitPolicy.Unique || Differ(table.Rules[first], table.Rules[other])) return (first, other);
        return null;
    }

    private static bool Differ(TableRule a, TableRule b)
    {
        for (var i = 0; i < a.Outputs.Length; i++)
            if (a.Outputs[i].IsConstant(out var x) && b.Outputs[i].IsConstant(out var y) && !Equality.Same(new Run(default), x, y)) return true;
        return false;
    }

    /// <summary>The rules that some allowed input can match at all.</summary>
    private ulong[] CheckPossible(Piece[][] columns)
    {
        var possible = Bits.Filled(table.Rules.Length);
        for (var column = 0; column < columns.Length; column++)
        {
            for (var rule = 0; rule < table.Rules.Length; rule++)
            {
                if (Array.Exists(columns[column], piece => Bits.Has(piece.May, rule))) continue;
                possible[rule >> 6] &= ~(1UL << (rule & 63));
                var (label, text) = (table.Inputs[column].Label, table.Rules[rule].Texts[column]);
                findings.Warn("dmn-rule-never", table.Name, $"第 {rule + 1} 条规则永远不会匹配：“{label}”没有满足“{text}”的允许值",
                    $"Rule {rule + 1} can never match: no allowed value of '{label}' fits '{text}'");
            }
        }

        return possible;
    }

    /// <summary>A rule behind rules that match whatever it matches, and count before it.</summary>
    private void CheckHidden(Piece[][] columns, ulong[] possible)
    {
        var covering = Covering(columns, piece => piece.Must);
        for (var rule = Bits.Next(possible, 0); rule >= 0 && !_budget.IsGone; rule = Bits.Next(possible, rule + 1))
        {
            var before = Before(rule);
            if (Bits.Next(before, 0) < 0) continue;
            var one = rule;
            var seen = new BoxSearch(columns, _budget)
            {
                Through = piece => Bits.Has(piece.May, one),
                Passing = piece => piece.Must,
                StopsWhenEmpty = true,
                IsSettled = (column, open) => Meet(open, covering[column]),
                Found = (_, open) => Bits.Next(open, 0) < 0,
            }.Run(before);
            if (!seen) findings.Warn("dmn-rule-never", table.Name, $"第 {rule + 1} 条规则永远不会生效：优先于它的规则已覆盖它的全部情形",
                $"Rule {rule + 1} never counts: rules that come before it match everything it matches");
        }
    }

    private ulong[] Before(int rule)
    {
        var before = Bits.None(table.Rules.Length);
        for (var other = 0; other < table.Rules.Length; other++)
            if (other != rule && ComesBefore(other, rule)) Bits.Set(before, other);
        return before;
    }

    private bool ComesBefore(int other, int rule)
    {
        if (table.Policy == HitPolicy.First) return other < rule;
        if (Weight(other) is not { } its || Weight(rule) is not { } own) return false;
        for (var i = 0; i < own.Length; i++)
            if (its[i] != own[i]) return its[i] < own[i];
        return other < rule;
    }

    /// <summary>The place of a rule's outputs among the allowed ones; null when they are computed.</summary>
    private int[]? Weight(int rule)
    {
        var outputs = table.Rules[rule].Outputs;
        if (!Array.TrueForAll(outputs, output => output.IsConstant(out _))) return null;
        var value = outputs.Length == 1
            ? outputs[0].Evaluate(_empty)
            : new FeelContext(table.Outputs.Zip(outputs, (column, output) => KeyValuePair.Create(column.Name, output.Evaluate(_empty))));
        return table.Priority(_empty, new Hit(table, table.Rules[rule], [], value));
    }

    /// <summary>By column: the rules that let everything pass from there on.</summary>
    private ulong[][] Covering(Piece[][] columns, Func<Piece, ulong[]> passing)
    {
        var covering = new ulong[columns.Length + 1][];
        covering[columns.Length] = Bits.Filled(table.Rules.Length);
        for (var column = columns.Length - 1; column >= 0; column--)
        {
            covering[column] = (ulong[])covering[column + 1].Clone();
            foreach (var piece in columns[column]) Bits.And(covering[column], passing(piece));
        }

        return covering;
    }

    private static bool Meet(ulong[] a, ulong[] b)
    {
        for (var i = 0; i < a.Length; i++)
            if ((a[i] & b[i]) != 0) return true;
        return false;
    }

    /// <summary>The example as a designer would type it into a test.</summary>
    private string Told(object?[] example) =>
        string.Join(", ", table.Inputs.Zip(example, (input, value) => $"{input.Label} = {Shown(value)}"));

    private static string Shown(object? value) => value switch
    {
        null => "null",
        FeelNumber or bool => ValueText.Of(new Run(default), value)!,
        string text => ValueText.Of(new Run(default), new FeelList([text]))![1..^1],
        _ => $"@\"{ValueText.Of(new Run(default), value)}\"",
    };

    private void GaveUp() => findings.Warn("dmn-too-large-to-check", table.Name, "决策表过大，空缺、冲突和无效规则未能全部检查",
        "The table is too large: gaps, conflicts and rules that never match were not all looked for");
}
