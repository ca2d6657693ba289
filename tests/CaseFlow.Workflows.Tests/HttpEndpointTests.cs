using System.Text.Json;
using System.Text.Json.Nodes;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

public sealed class HttpEndpointTests
{
    private static readonly object Request = new
    {
        method = "POST", path = "orders/7", parsedContent = new { a = 1 }, routeData = new { id = "7" }, queryStringData = new { q = "x" }, headers = new { Accept = "text/plain" },
        files = new[] { new { fileName = "f.txt" } },
    };

    [Fact]
    public void In_the_middle_of_a_workflow_it_waits_for_a_request_and_hands_its_parts_on()
    {
        var playing = Playing.Of(Endpoint(("supportedMethods", Expression("Object", "[\"post\",\"PUT\"]")), ("authorize", true), ("policy", "ReadCases"), ("requestSizeLimit", 1000),
            ("allowedMimeTypes", Names("text/plain")), ("parsedContent", Bound("body")), ("routeData", Bound("route")), ("file", Bound("file"))),
            Variable("body"), Variable("route"), Variable("file")).Begin();
        var route = playing.Last.OfType<HttpRequestAwaited>().ShouldHaveSingleItem().Route;
        (route.Path, route.Authorize, route.Policy, route.RequestSizeLimit).ShouldBe(("orders/{id}", true, "ReadCases", 1000L));
        route.Keys.ShouldBe(["POST orders/{}", "PUT orders/{}"]);
        playing.Instance.Waiting.ShouldHaveSingleItem().ShouldSatisfyAllConditions(wait => wait.Kind.ShouldBe(WaitKind.HttpRequest), wait => wait.Name.ShouldBe("orders/{id}"));
        playing.Refused(new ReceiveHttpRequest(playing.Token("e"), "Request too large", Json(null))).ShouldBe("unknown-outcome");
        playing.Send(new ReceiveHttpRequest(playing.Token("e"), "Done", Json(Request))).Finished();
        playing.Last.OfType<VariableSet>().ToDictionary(set => set.Variable, set => set.Value.GetRawText())
            .ShouldBe(new Dictionary<string, string> { ["body"] = """{"a":1}""", ["route"] = """{"id":"7"}""", ["file"] = """{"fileName":"f.txt"}""" }, ignoreOrder: true);
    }

    [Fact]
    public void As_the_trigger_it_has_what_it_would_wait_for()
    {
        var endpoint = Endpoint(("canStartWorkflow", true), ("routeData", Bound("route")));
        var definition = Playing.Read(Workflow(Chart("flow", [endpoint, Say("got")], "e > got"), [Variable("route")])).Definition!;
        var trigger = Triggers.Of(definition, Playing.Start).ShouldHaveSingleItem();
        trigger.Keys.ShouldBe(["GET orders/{}"]);
        HttpRoute.OfTrigger(definition, trigger).Path.ShouldBe("orders/{id}");
        var playing = new Playing(definition);
        playing.Send(new StartWorkflow(new Dictionary<string, JsonElement>(), null, new FiredTrigger(trigger.NodeId, Json(new { port = "Done", request = Request })))).Finished();
        playing.Lines.ShouldBe(["got"]);
        playing.Last.OfType<VariableSet>().ShouldHaveSingleItem().Value.GetProperty("id").GetString().ShouldBe("7");
    }

    [Fact]
    public void A_request_that_is_not_let_in_leaves_by_the_port_that_the_endpoint_exposes_for_it()
    {
        var playing = Playing.Of(Chart("flow", [Endpoint(("exposeRequestTooLargeOutcome", true)), Say("fine"), Say("large")], "e > fine", "e.Request too large > large")).Begin();
        playing.Last.OfType<HttpRequestAwaited>().Single().Route.ExposedPorts.ShouldBe(["Request too large"]);
        playing.Send(new ReceiveHttpRequest(playing.Token("e"), "Request too large", Json(null))).Finished().Lines.ShouldBe(["large"]);
    }

    [Theory]
    [InlineData("OK", 200)]
    [InlineData("notfound", 404)]
    [InlineData("418", 418)]
    [InlineData(null, 200)]
    public void An_answer_has_a_status_code_by_name_or_number(string? written, int status)
    {
        var written2 = Playing.Of(Activity("WriteHttpResponse", "w", ("statusCode", written), ("content", Expression("Object", """{"a":1}""")), ("contentType", "application/json"),
            ("responseHeaders", Expression("Literal", """{"X-One":"1"}""")))).Begin().Finished().Last.OfType<HttpResponseWritten>().ShouldHaveSingleItem();
        (written2.StatusCode, written2.ContentType, written2.Content.GetRawText(), written2.Headers["X-One"].Single()).ShouldBe((status, "application/json", """{"a":1}""", "1"));
    }

    [Theory]
    [InlineData("100")]
    [InlineData("600")]
    [InlineData("Fine")]
    public void A_status_code_that_is_none_is_found_when_the_file_is_read(string status)
    {
        var definition = Workflow(Activity("WriteHttpResponse", "w", ("statusCode", status)));
        Playing.Read(definition).Findings.ShouldHaveSingleItem().Code.ShouldBe("status-code-unknown");
        Playing.Of(definition).Begin().Incident.Name.ShouldBe("status-code-unknown");
    }

    [Fact]
    public void An_endpoint_that_is_open_to_everybody_is_pointed_out()
    {
        Playing.Read(Workflow(Endpoint(("authorize", false)))).Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Code.ShouldBe("open-endpoint"), finding => finding.Severity.ShouldBe(Severity.Warning));
        Playing.Read(Workflow(Endpoint(("authorize", true)))).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("a/{id")]
    [InlineData("a/{id}/{id}")]
    [InlineData("a/{id?}/b")]
    [InlineData("a/{**rest}/b")]
    [InlineData("a/x{id}")]
    [InlineData("1/2/3/4/5/6/7/8/9")]
    public void A_path_that_is_no_template_is_found_when_the_file_is_read(string path)
    {
        RouteTemplate.Parse(path, out var fault).ShouldBeNull();
        fault.ShouldNotBeNullOrEmpty();
        if (path.Length > 0)
            Playing.Read(Workflow(Activity("HttpEndpoint", "e", ("path", path), ("authorize", true)))).Findings.ShouldHaveSingleItem().Code.ShouldBe("route-invalid");
    }

    [Theory]
    [InlineData("orders/{id}", "orders/7", """{"id":"7"}""")]
    [InlineData("/Orders/{id}/", "orders/7", """{"id":"7"}""")]
    [InlineData("orders/{id}", "orders", null)]
    [InlineData("orders/{id}", "orders/7/lines", null)]
    [InlineData("orders/{id?}", "orders", "{}")]
    [InlineData("orders/{id?}", "orders/7", """{"id":"7"}""")]
    [InlineData("files/{**rest}", "files/a/b", """{"rest":"a/b"}""")]
    [InlineData("files/{**rest}", "files", """{"rest":""}""")]
    [InlineData("{**all}", "x/y", """{"all":"x/y"}""")]
    public void A_template_matches_paths_and_is_found_by_their_shapes(string template, string path, string? values)
    {
        var route = RouteTemplate.Parse(template, out _)!;
        var segments = path.Split('/');
        var matched = route.Match(segments);
        (matched is null ? null : JsonSerializer.Serialize(matched)).ShouldBe(values);
        RouteTemplate.ShapesOf(segments).Contains(route.Shape).ShouldBe(values is not null);
    }

    [Fact]
    public void Of_two_templates_that_match_the_one_with_more_literals_is_the_more_specific() =>
        new[] { "{**all}", "orders/{id?}", "orders/{id}", "orders/new" }.Select(path => RouteTemplate.Parse(path, out _)!.Precedence).ShouldBeInOrder(SortDirection.Descending);

    private static JsonObject Endpoint(params (string Name, JsonNode? Value)[] more) => Activity("HttpEndpoint", "e", [("path", "orders/{id}"), .. more]);
}
