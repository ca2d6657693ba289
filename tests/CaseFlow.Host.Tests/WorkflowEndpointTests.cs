using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

/// <summary>The same, where strangers may call workflows that ask for nobody in particular.</summary>
public sealed class OpenServer : RunningServer
{
    protected override string[] Settings => ["--Workflows:Http:AllowAnonymous=true", "--Workflows:Http:RequestsPerMinute=6000"];
}

public sealed class WorkflowEndpointTests(OpenServer server) : IClassFixture<OpenServer>
{
    private readonly string path = $"p{Guid.NewGuid():n}";

    [Fact]
    public async Task A_request_starts_a_workflow_and_gets_its_answer()
    {
        await PublishAsync($$"""
            {{Endpoint(path + "/{id}", "\"supportedMethods\":{\"expression\":{\"type\":\"Object\",\"value\":\"[\\\"POST\\\"]\"}},\"routeData\":" + Into("route") + ",\"queryStringData\":" + Into("query") + ",\"parsedContent\":" + Into("body"))}},
            {{Answer("""{"expression":{"type":"FEEL","value":"{id: route.id, q: query.q, a: body.a}"}}""", "\"statusCode\":\"Created\",\"responseHeaders\":{\"X-One\":\"1\"}")}}
            """, "route,query,body");
        using var response = await server.Anonymous().PostAsJsonAsync($"/workflows/{path}/7?q=x", new { a = 1 });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        response.Headers.GetValues("X-One").Single().ShouldBe("1");
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"id":"7","q":"x","a":1}""");
        (await server.Anonymous().GetAsync($"/workflows/{path}/7")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "only POST is supported");
        (await server.Anonymous().PostAsync($"/workflows/{path}/7/8", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_workflow_that_writes_no_answer_says_which_instance_took_the_request()
    {
        await PublishAsync(Endpoint(path) + """, {"id":"w","type":"Elsa.WriteLine","text":"x"}""");
        using var done = await server.Anonymous().GetAsync($"/workflows/{path}");
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await done.JsonAsync()).GetProperty("status").GetString().ShouldBe("Finished");

        await PublishAsync(Endpoint(path) + """, {"id":"d","type":"Elsa.Delay","timeSpan":"1.00:00:00"}""", version: 2);
        using var underWay = await server.Anonymous().GetAsync($"/workflows/{path}");
        underWay.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await underWay.JsonAsync()).GetProperty("instanceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_answer_that_depends_on_a_program_outside_is_waited_for()
    {
        await PublishAsync($$"""
            {{Endpoint(path, "\"requestTimeout\":\"00:01:00\"")}}, {"id":"run","type":"Elsa.RunTask","taskName":"{{path}}","result":{{Into("said")}}},
            {{Answer("""{"expression":{"type":"Variable","value":{"id":"said"}}}""")}}
            """, "said");
        var calling = server.Anonymous().GetAsync($"/workflows/{path}");
        var program = server.WithToken("demo-worker");
        JsonElement task;
        do
        {
            using var fetched = await program.PostAsJsonAsync("/api/v1/external-tasks/fetch", new { taskNames = new[] { path }, worker = "w" });
            task = (await fetched.JsonAsync()).EnumerateArray().FirstOrDefault();
        }
        while (task.ValueKind == JsonValueKind.Undefined);
        (await program.PostAsJsonAsync($"/api/v1/external-tasks/{task.GetProperty("id").GetString()}/complete", new { worker = "w", result = "done outside" })).EnsureSuccessStatusCode();
        using var response = await calling;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("done outside");
    }

    [Fact]
    public async Task A_caller_whose_patience_ends_is_told_that_the_workflow_is_under_way()
    {
        await PublishAsync($$"""{{Endpoint(path, "\"requestTimeout\":\"00:00:00.2\"")}}, {"id":"run","type":"Elsa.RunTask","taskName":"{{path}}"}, {{Answer("\"late\"")}}""");
        using var response = await server.Anonymous().GetAsync($"/workflows/{path}");
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_workflow_in_the_middle_receives_the_request_that_names_its_correlation()
    {
        await PublishAsync($$"""{{Endpoint(path + "/begin")}}, {{Endpoint(path + "/go-on", starts: false, id: "second")}}, {{Answer("\"went on\"")}}""");
        foreach (var correlation in (string[])["one", "two"])
            (await SendAsync($"{path}/begin", correlation)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await (await SendAsync($"{path}/go-on", null)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "endpoint-ambiguous");
        (await (await SendAsync($"{path}/go-on", "two")).Content.ReadAsStringAsync()).ShouldBe("went on");
        await (await SendAsync($"{path}/go-on", "two")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "endpoint-unknown");
        (await (await SendAsync($"{path}/go-on", null)).Content.ReadAsStringAsync()).ShouldBe("went on", "only one is left");
        (await server.Database.ScalarAsync<int>("select count(*) from http_wait where key like '%' || @path || '/go-on'", new { path })).ShouldBe(0);
    }

    [Fact]
    public async Task A_request_repeated_with_its_key_gets_the_same_answer_and_starts_nothing()
    {
        await PublishAsync(Endpoint(path) + "," + Answer("""{"expression":{"type":"JavaScript","value":"getWorkflowInstanceId()"}}"""));
        var caller = server.WithToken("demo-portal");
        caller.DefaultRequestHeaders.Add("Idempotency-Key", path);
        var first = await caller.GetStringAsync($"/workflows/{path}");
        caller.DefaultRequestHeaders.Add("X-Changes-On-Every-Try", "2");
        (await caller.GetStringAsync($"/workflows/{path}")).ShouldBe(first);
        (await server.Database.ScalarAsync<int>("select count(*) from workflow_instance where definition_id = @path", new { path })).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_an_instance_took_in_the_middle_is_answered_alike_when_it_is_repeated()
    {
        await PublishAsync($$"""{{Endpoint(path + "/begin")}}, {{Endpoint(path + "/go-on", starts: false, id: "second")}}, {{Answer("\"went on\"")}}""");
        (await SendAsync($"{path}/begin", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var caller = server.WithToken("demo-portal");
        caller.DefaultRequestHeaders.Add("Idempotency-Key", path);
        for (var i = 0; i < 2; i++)
            (await caller.GetStringAsync($"/workflows/{path}/go-on")).ShouldBe("went on");
        await (await caller.GetAsync($"/workflows/{path}/elsewhere")).ShouldBeProblemAsync(HttpStatusCode.Conflict, "idempotency-key-reused");
    }

    [Fact]
    public async Task What_a_workflow_must_not_set_is_left_out_of_its_answer()
    {
        await PublishAsync(Endpoint(path) + "," + Answer("\"<b>hi</b>\"", """
            "contentType":"text/html","responseHeaders":{"Set-Cookie":"a=b","Access-Control-Allow-Origin":"*","Content-Security-Policy":"default-src *","X-Two":["1","2"],"X-Bad":"a\nb"}
            """));
        using var response = await server.Anonymous().GetAsync($"/workflows/{path}");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        response.Headers.GetValues("X-Two").ShouldBe(["1", "2"]);
        response.Headers.Contains("X-Bad").ShouldBeFalse();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused_or_given_to_the_workflow_that_wants_to_know()
    {
        await PublishAsync(Endpoint(path, """
            "requestSizeLimit":10,"supportedMethods":{"expression":{"type":"Object","value":"[\"POST\"]"}}
            """));
        await (await server.Anonymous().PostAsync($"/workflows/{path}", new StringContent("01234567890"))).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        await server.PublishAsync(path, 2, JsonElement.Parse($$"""
            {"definitionId":"{{path}}","name":"{{path}}","version":2,"root":{"id":"flow","type":"Elsa.Flowchart","activities":[{{Endpoint(path, """
                "requestSizeLimit":10,"exposeRequestTooLargeOutcome":true,"supportedMethods":{"expression":{"type":"Object","value":"[\"POST\"]"}}
                """)}},{{Answer("\"fine\"")}},{{Answer("\"too large for us\"", "\"statusCode\":413", id: "large")}}],
             "connections":[{"source":{"activity":"e","port":"Done"},"target":{"activity":"a"} },{"source":{"activity":"e","port":"Request too large"},"target":{"activity":"large"} }]} }
            """));
        (await (await server.Anonymous().PostAsync($"/workflows/{path}", new StringContent("0123456789"))).Content.ReadAsStringAsync()).ShouldBe("fine");
        (await (await server.Anonymous().PostAsync($"/workflows/{path}", new StringContent("01234567890"))).Content.ReadAsStringAsync()).ShouldBe("too large for us");
    }

    [Fact]
    public async Task Files_of_a_form_reach_the_workflow_if_they_are_let_in()
    {
        await PublishAsync($$"""
            {{Endpoint(path, "\"supportedMethods\":{\"expression\":{\"type\":\"Object\",\"value\":\"[\\\"POST\\\"]\"}},\"fileSizeLimit\":5,\"allowedFileExtensions\":{\"expression\":{\"type\":\"Object\",\"value\":\"[\\\".txt\\\"]\"}},\"file\":" + Into("file") + ",\"parsedContent\":" + Into("fields"))}},
            {{Answer("""{"expression":{"type":"FEEL","value":"{name: file.fileName, content: file.content, of: fields.of}"}}""")}}
            """, "file,fields");
        (await (await PostAsync("a.txt", "hello")).Content.ReadAsStringAsync()).ShouldBe("""{"name":"a.txt","content":"aGVsbG8=","of":"me"}""");
        await (await PostAsync("a.exe", "hello")).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "file-extension-not-allowed");
        await (await PostAsync("a.txt", "longer")).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "file-too-large");

        async Task<HttpResponseMessage> PostAsync(string name, string content)
        {
            using var form = new MultipartFormDataContent { { new StringContent("me"), "of" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "paper", name } };
            return await server.Anonymous().PostAsync($"/workflows/{path}", form);
        }
    }

    [Fact]
    public async Task An_address_belongs_to_one_workflow()
    {
        await PublishAsync(Endpoint(path + "/{id}"));
        var designer = await server.AsAsync("designer");
        var other = JsonElement.Parse($$"""{"definitionId":"{{path}}-other","name":"{{path}}-other","version":1,"root":{"id":"s","type":"Elsa.Sequence","activities":[{{Endpoint(path + "/{number}")}}]} }""");
        (await designer.PostAsJsonAsync("/api/v1/definitions", new { definition = other })).EnsureSuccessStatusCode();
        await (await designer.PostAsync($"/api/v1/definitions/{path}-other/1/publish", null)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "route-taken");
        await PublishAsync(Endpoint(path + "/{id}"), version: 2);
    }

    [Fact]
    public async Task A_workflow_that_stands_still_in_its_first_burst_has_taken_the_request()
    {
        await PublishAsync(Endpoint(path) + """, {"id":"f","type":"Elsa.Fault","message":"no way"},""" + Answer("\"never\""));
        using var response = await server.Anonymous().GetAsync($"/workflows/{path}");
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Secrets_of_a_caller_are_not_told_to_the_workflow()
    {
        await PublishAsync(Endpoint(path, "\"headers\":" + Into("headers")) + "," + Answer("""{"expression":{"type":"Variable","value":{"id":"headers"}}}"""), "headers");
        var caller = server.WithToken("demo-portal");
        caller.DefaultRequestHeaders.Add("X-Mine", "1");
        var told = JsonElement.Parse(await caller.GetStringAsync($"/workflows/{path}"));
        told.GetProperty("X-Mine").GetString().ShouldBe("1");
        told.TryGetProperty("Authorization", out _).ShouldBeFalse();
    }

    private Task<HttpResponseMessage> SendAsync(string address, string? correlation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/workflows/" + address);
        if (correlation is not null)
            request.Headers.Add("X-Correlation-Id", correlation);
        return server.Anonymous().SendAsync(request);
    }

    private Task<JsonElement> PublishAsync(string activities, string variables = "", int version = 1) => server.PublishAsync(path, activities, variables, version);

    internal static string Endpoint(string address, string more = "", bool starts = true, string id = "e") => $$"""
        {"id":"{{id}}","type":"Elsa.HttpEndpoint","path":"{{address}}","customProperties":{"canStartWorkflow":{{(starts ? "true" : "false")}}}{{(more.Length == 0 ? "" : "," + more)}}}
        """;

    internal static string Answer(string content, string more = "", string id = "a") =>
        $$"""{"id":"{{id}}","type":"Elsa.WriteHttpResponse","content":{{content}}{{(more.Length == 0 ? "" : "," + more)}}}""";

    private static string Into(string variable) => $$"""{"typeName":"Object","memoryReference":{"id":"{{variable}}"} }""";
}
