namespace CaseFlow.Decisions.Tests.Feel;

/// <summary>Rows of a specification, a line each: <c>expression  =>  JSON of the value</c>.</summary>
internal static class SpecTable
{
    public static TheoryData<string, string> Of(string text)
    {
        var rows = new TheoryData<string, string>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.LastIndexOf("=>", StringComparison.Ordinal);
            rows.Add(line[..at].Trim(), line[(at + 2)..].Trim());
        }

        return rows;
    }
}
