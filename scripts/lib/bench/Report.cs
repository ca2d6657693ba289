namespace CaseFlow.Bench;

/// <summary>One figure of a run.</summary>
/// <param name="What">What was done, e.g. <c>start</c>.</param>
/// <param name="How">By whom: <c>ceiling</c>, <c>product</c>, <c>http</c>.</param>
/// <param name="Concurrency">Callers at once.</param>
/// <param name="PerSecond">Done a second.</param>
/// <param name="Ratio">To the ceiling of the same run, if there is one.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="CpuOwn">Milliseconds of processor a piece in the process that does the work, the caller's share included.</param>
/// <param name="CpuDatabase">Milliseconds of processor a piece in PostgreSQL.</param>
internal sealed record Row(string What, string How, int Concurrency, double PerSecond, double? Ratio = null, double? P50 = null, double? P99 = null, double? CpuOwn = null,
    double? CpuDatabase = null, string? Note = null);

/// <summary>Collects the figures and prints them as a table.</summary>
internal sealed class Report
{
    public List<Row> Rows { get; } = [];

    public void Add(Row row)
    {
        if (row.Ratio is null && row.How != "ceiling" && Rows.FirstOrDefault(one => one.How == "ceiling" && one.What == row.What && one.Concurrency == row.Concurrency) is { } ceiling)
            row = row with { Ratio = row.PerSecond / ceiling.PerSecond };
        Rows.Add(row);
        Console.Error.WriteLine("  " + Line(row));
    }

    public static void Say(string text) => Console.Error.WriteLine(text);

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"what",-16} {"by",-10} {"at once",8} {"a second",10} {"ratio",6} {"p50 ms",8} {"p99 ms",8} {"CPU ms",7} {"db CPU",7}  note");
        foreach (var row in Rows)
            Console.WriteLine(Line(row));
    }

    private static string Line(Row row) =>
        $"{row.What,-16} {row.How,-10} {row.Concurrency,8} {row.PerSecond,10:N0} {row.Ratio,6:0.00} {row.P50,8:0.0} {row.P99,8:0.0} {row.CpuOwn,7:0.000} {row.CpuDatabase,7:0.000}  {row.Note}";
}
