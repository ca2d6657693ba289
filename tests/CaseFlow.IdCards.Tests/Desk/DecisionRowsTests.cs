using System.Text.Json;

namespace CaseFlow.IdCards.Tests.Desk;

/// <summary>The rows that stand beside each decision table (<c>*.dmn.tests.json</c>): inputs and what the table must answer. A designer adds rows there, not
/// here.</summary>
public sealed class DecisionRowsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string> Rows() =>
    [
        .. from file in Directory.EnumerateFiles(DesignerDesk.Workflows, "*.dmn.tests.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           from row in JsonElement.Parse(File.ReadAllText(file)).GetProperty("rows").EnumerateArray()
           select (Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileName(file).Replace(".dmn.tests.json", "", StringComparison.Ordinal),
               row.GetProperty("name").GetString()!),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_beside_a_decision_table_holds(string process, string decision, string name)
    {
        var tests = JsonElement.Parse(File.ReadAllText(Path.Combine(DesignerDesk.Workflows, process, $"{decision}.dmn.tests.json")));
        var row = tests.GetProperty("rows").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        var inputs = row.GetProperty("input").EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        var answer = DesignerDesk.Model(process, decision).Evaluate(tests.GetProperty("decision").GetString()!, inputs, Now).Value;
        JsonElement.DeepEquals(answer, row.GetProperty("expected")).ShouldBeTrue($"expected {row.GetProperty("expected")}, got {answer}");
    }

    [Fact]
    public void No_decision_has_a_finding_that_would_keep_it_from_its_release() =>
        Directory.EnumerateFiles(DesignerDesk.Workflows, "*.dmn", SearchOption.AllDirectories)
            .SelectMany(file => CaseFlow.Decisions.DecisionModel.Read(File.ReadAllText(file)).Check().Where(finding => !finding.IsWarning).Select(finding => $"{Path.GetFileName(file)} {finding.Element} {finding.Code}: {finding.En}"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_decision_table_has_rows() =>
        Directory.EnumerateFiles(DesignerDesk.Workflows, "*.dmn", SearchOption.AllDirectories).Where(file => !File.Exists($"{file}.tests.json"))
            .ShouldBeEmpty();
}
