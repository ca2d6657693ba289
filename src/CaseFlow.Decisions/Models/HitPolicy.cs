using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>How the matching rules of a table make one answer.</summary>
internal sealed class HitPolicy
{
    public static readonly HitPolicy Unique = new("UNIQUE", (table, scope, hits) => hits.Count == 1 ? hits : Conflict(table, scope, hits), Single);
    public static readonly HitPolicy Any = new("ANY", (table, scope, hits) =>
        hits.All(hit => Equality.Same(scope.Run, hit.Output, hits[0].Output)) ? [hits[0]] : Conflict(table, scope, hits), Single);
    public static readonly HitPolicy First = new("FIRST", (_, _, hits) => [hits[0]], Single);
    public static readonly HitPolicy Priority = new("PRIORITY", (table, scope, hits) => [Ordered(table, scope, hits)[0]], Single);
    public static readonly HitPolicy RuleOrder = new("RULE ORDER", (_, _, hits) => hits, Many);
    public static readonly HitPolicy OutputOrder = new("OUTPUT ORDER", (table, scope, hits) => Ordered(table, scope, hits), Many);
    public static readonly HitPolicy Collect = new("COLLECT", (_, _, hits) => hits, Many);
    public static readonly HitPolicy Sum = new("COLLECT SUM", (_, _, hits) => hits, (run, outputs) => Aggregate(run, "sum", outputs));
    public static readonly HitPolicy Min = new("COLLECT MIN", (_, _, hits) => hits, (run, outputs) => Aggregate(run, "min", outputs));
    public static readonly HitPolicy Max = new("COLLECT MAX", (_, _, hits) => hits, (run, outputs) => Aggregate(run, "max", outputs));
    public static readonly HitPolicy Count = new("COLLECT COUNT", (_, _, hits) => hits, (_, outputs) => (FeelNumber)outputs.Length);

    private static readonly HitPolicy[] All = [Unique, Any, First, Priority, RuleOrder, OutputOrder, Collect, Sum, Min, Max, Count];

    private readonly string _name;

    private HitPolicy(string name, Func<DecisionTable, Scope, List<Hit>, List<Hit>?> choose, Func<Run, object?[], object?> combine) =>
        (_name, Choose, Combine) = (name, choose, combine);

    /// <summary>The rules that count; null when they contradict each other.</summary>
    public Func<DecisionTable, Scope, List<Hit>, List<Hit>?> Choose { get; }

    public Func<Run, object?[], object?> Combine { get; }

    /// <summary>Whether the outputs are added up in one way or another.</summary>
    public bool IsAggregate => this == Sum || this == Min || this == Max || this == Count;

    public bool IsMultiple => this == RuleOrder || this == OutputOrder || this == Collect;

    public static HitPolicy? Find(string? policy, string? aggregation)
    {
        var name = (policy ?? "UNIQUE").Trim().ToUpperInvariant();
        if (name == "COLLECT" && aggregation is not null) name = $"COLLECT {aggregation.Trim().ToUpperInvariant()}";
        return Array.Find(All, known => known._name == name);
    }

    /// <summary>The answer when no rule matched and nothing is said about that.</summary>
    public object? Nothing(Run run, string table)
    {
        if (this == Count) return FeelNumber.Zero;
        return IsMultiple ? FeelList.Empty : run.Null(NullReason.Invalid(table, "没有规则匹配", "no rule matches"));
    }

    private static List<Hit>? Conflict(DecisionTable table, Scope scope, List<Hit> hits)
    {
        var rows = string.Join(", ", hits.Select(hit => hit.Rule.Index));
        scope.Run.Null(NullReason.Invalid(table.Name, "规则 {1} 同时匹配", "the rules {1} match at the same time", rows));
        return null;
    }

    private static List<Hit> Ordered(DecisionTable table, Scope scope, List<Hit> hits) =>
        [.. hits.OrderBy(hit => table.Priority(scope, hit), Comparer<int[]>.Create(Compare))];

    private static int Compare(int[] a, int[] b)
    {
        for (var i = 0; i < a.Length; i++)
            if (a[i] != b[i]) return a[i].CompareTo(b[i]);
        return 0;
    }

    private static object? Single(Run run, object?[] outputs) => outputs[0];

    private static object? Many(Run run, object?[] outputs) => new FeelList(outputs);

    private static object? Aggregate(Run run, string function, object?[] outputs) => Functions.BuiltIns.Find(function)!.Call(run, [new FeelList(outputs)]);
}
