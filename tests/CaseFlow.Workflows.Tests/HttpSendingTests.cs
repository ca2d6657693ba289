using System.Text.Json;
using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

public sealed class HttpSendingTests
{
    private static readonly object Found = new { outcome = "answered", statusCode = 200, parsedContent = new { a = 1 }, responseHeaders = new Dictionary<string, string[]> { ["ETag"] = ["x"] } };

    [Fact]
    public void A_call_is_issued_with_everything_the_caller_needs_and_with_the_name_of_its_credential()
    {
        var issued = Issued(Call(("method", "post"), ("content", JsonNode.Parse("""{"b":2}""")), ("contentType", "application/json"), ("authorization", "credential:tax"),
            ("requestHeaders", Expression("Object", """{"X-One":"1","X-Two":["2","3"]}""")), ("timeout", Say("late"))));
        issued.Request.ShouldBe("Elsa.SendHttpRequest");
        issued.Input.GetRawText().ShouldBe("""
            {"url":"https://tax.example/a?b=c","method":"POST","content":{"b":2},"contentType":"application/json",
            "headers":{"Authorization":["credential:tax"],"X-One":["1"],"X-Two":["2","3"]},"expected":[200,404],"ports":["timeout"]}
            """.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData(200, "found")]
    [InlineData(404, "missing")]
    [InlineData(500, "other")]
    public void The_activity_embedded_for_the_status_code_runs(int status, string line) =>
        Playing.Of(Call(("unmatchedStatusCode", Say("other")))).Begin().Answer("call", result: new { outcome = "answered", statusCode = status }).Finished().Lines.ShouldBe([line]);

    [Fact]
    public void A_call_that_found_nobody_or_came_too_late_runs_what_is_embedded_for_that()
    {
        foreach (var ended in (string[])["failedToConnect", "timeout"])
            Playing.Of(Call(("failedToConnect", Say("failedToConnect")), ("timeout", Say("timeout")))).Begin().Answer("call", result: new { outcome = ended }).Finished()
                .Lines.ShouldBe([ended]);
    }

    [Fact]
    public void Without_an_activity_for_it_the_way_out_is_simply_taken() => Playing.Of(Call()).Begin().Answer("call", result: new { outcome = "answered", statusCode = 500 }).Finished();

    [Fact]
    public void The_answer_is_bound_to_the_outputs()
    {
        var playing = Playing.Of(Call(("statusCode", Bound("status")), ("parsedContent", Bound("body")), ("responseHeaders", Bound("headers")), ("result", Bound("all"))),
            Variable("status", "Int32"), Variable("body"), Variable("headers"), Variable("all")).Begin().Answer("call", result: Found);
        playing.Last.OfType<VariableSet>().ToDictionary(set => set.Variable, set => set.Value.GetRawText()).ShouldBe(new Dictionary<string, string>
        {
            ["status"] = "200", ["body"] = """{"a":1}""", ["headers"] = """{"ETag":["x"]}""", ["all"] = JsonSerializer.Serialize(Found),
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("answered", 200, "found,always")]
    [InlineData("answered", 302, "other,always")]
    [InlineData("failedToConnect", 0, "nobody")]
    [InlineData("timeout", 0, "late")]
    public void In_a_flowchart_the_status_code_is_the_port(string ended, int status, string lines)
    {
        var call = Activity("FlowSendHttpRequest", "call", ("url", "https://tax.example/"), ("expectedStatusCodes", Expression("Object", "[200]")));
        var playing = Playing.Of(Chart("flow", [call, Say("found"), Say("other"), Say("nobody"), Say("late"), Say("always")], "call.200 > found",
            "call.Unmatched status code > other", "call.Failed to connect > nobody", "call.Timeout > late", "call > always")).Begin();
        playing.Last.OfType<RequestIssued>().ShouldHaveSingleItem().Input.GetProperty("ports").GetRawText().ShouldBe("""["failedToConnect","timeout"]""");
        playing.Answer("call", result: new { outcome = ended, statusCode = status }).Finished();
        string.Join(',', playing.Lines).ShouldBe(lines);
    }

    [Theory]
    [InlineData("authorization", "Bearer abc")]
    [InlineData("requestHeaders", "{\"authorization\":\"Bearer abc\"}")]
    [InlineData("requestHeaders", "{\"X-Api-Key\":[\"abc\"]}")]
    public void A_secret_in_clear_is_found_when_the_file_is_read_and_never_gets_into_the_journal(string input, string value)
    {
        var definition = Workflow(Call((input, value)));
        Playing.Read(definition).Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Code.ShouldBe("authorization-in-clear"), finding => finding.Severity.ShouldBe(Severity.Warning), finding => finding.ActivityId.ShouldBe("call"));
        var playing = Playing.Of(definition).Begin();
        playing.Incident.Name.ShouldBe("authorization-in-clear");
        playing.Journal.Select(JournalJson.Write).ShouldAllBe(line => !line.Contains("abc"));
    }

    [Fact]
    public void A_secret_that_an_expression_brings_does_not_get_into_the_journal_either() =>
        Playing.Of(Call(("authorization", Expression("Variable", new JsonObject { ["id"] = "token" }))), Variable("token", value: "Bearer abc")).Begin().Incident.Name
            .ShouldBe("authorization-in-clear");

    [Theory]
    [InlineData("/relative")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:password@tax.example/")]
    public void Only_a_whole_web_address_is_called(string url)
    {
        var playing = Playing.Of(Activity("SendHttpRequest", "call", ("url", url))).Begin();
        playing.Incident.Name.ShouldBe("url-invalid");
        playing.Incident.Message.ShouldNotBeNull().ShouldNotContain("password@");
    }

    private static RequestIssued Issued(JsonObject root) => Playing.Of(root).Begin().Last.OfType<RequestIssued>().ShouldHaveSingleItem();

    private static JsonObject Call(params (string Name, JsonNode? Value)[] more) => Activity("SendHttpRequest", "call",
        [("url", "https://tax.example/a?b=c"), ("expectedStatusCodes", new JsonArray(Code(200, "found"), Code(404, "missing"))), .. more]);

    private static JsonObject Code(int status, string line) => new() { ["statusCode"] = status, ["activity"] = Say(line) };
}
