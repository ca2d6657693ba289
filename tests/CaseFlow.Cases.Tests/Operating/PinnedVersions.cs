using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Tests.Operating;

public sealed class PinnedVersions(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task A_running_case_stays_on_its_version_with_its_forms_and_decisions_when_the_next_is_published()
    {
        await PublishAsync(1, price: 10, asks: "colour");
        var old = await StartAsync();
        await PublishAsync(2, price: 20, asks: "size");
        var young = await StartAsync();
        (old.Version, young.Version).ShouldBe((1, 2));

        // A server that has just started reads both versions anew.
        await using var node = office.BuildNode();
        await FailsAsync(old, node, """{"size":"M"}""");
        await FailsAsync(young, node, """{"colour":"red"}""");
        (await CompleteAsync(old, node, """{"colour":"red"}""")).Facts["price"].GetInt32().ShouldBe(10);
        (await CompleteAsync(young, node, """{"size":"M"}""")).Facts["price"].GetInt32().ShouldBe(20);
        foreach (var one in new[] { old, young })
        {
            (await office.CaseAsync(one.Number)).Version.ShouldBe(one.Version);
            await office.JournalFoldsToStateAsync(one.Id);
        }
        (await Should.ThrowAsync<RefusedException>(PublishAsync(1, price: 30, asks: "colour"))).Reasons[0].Code.ShouldBe("version-released");
    }

    private async Task PublishAsync(int version, int price, string asks)
    {
        var definition = Draft.Workflow("order", version, null,
            Draft.Activity("CaseFlow.HumanTask", "choose", ("name", Draft.Text("choose")), ("title", Draft.Text("choose")), ("candidateGroups", Draft.Value(new[] { "clerk" })),
                ("form", Draft.Text("choose")), ("outcomes", new[] { "Done" })),
            Draft.Activity("CaseFlow.Decide", "decide", ("decision", Draft.Text("price")), ("input", Draft.Feel("{}")), ("result", Draft.Into("kept"))),
            Draft.Activity("CaseFlow.SetFacts", "tell", ("facts", Draft.Feel("{price: kept}"))), Draft.HumanTask("after"));
        await office.SendAsync(new ImportDefinition(definition, new()
        {
            ["forms/choose.json"] = JsonSerializer.Serialize(new { type = "object", required = new[] { asks }, properties = new Dictionary<string, object> { [asks] = new { type = "string" } }, additionalProperties = false }),
            ["price.dmn"] = $"""
                <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="price" name="price" namespace="urn:test">
                  <decision id="price" name="price"><variable name="price"/><literalExpression><text>{price}</text></literalExpression></decision>
                </definitions>
                """,
        }));
        await office.SendAsync(new PublishDefinition("order", version));
    }

    private async Task<CaseView> StartAsync() =>
        (await office.SendAsync(new StartCase("order", "east", "counter", new() { ["applicant"] = new("王小明", ErrandOffice.Wang, "19000000001") }))).Case;

    private async Task<CaseView> CompleteAsync(CaseView one, IServiceProvider node, string data) =>
        (await office.SendAsync(new CompleteTask(one.Tasks.Single().Id, "Done", JsonElement.Parse(data)), node: node)).Case;

    private async Task FailsAsync(CaseView one, IServiceProvider node, string data) =>
        (await Should.ThrowAsync<RefusedException>(CompleteAsync(one, node, data))).Kind.ShouldBe(RefusalKind.Invalid);
}
