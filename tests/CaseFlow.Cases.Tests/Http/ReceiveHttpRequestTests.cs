using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Http;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests.Http;

public sealed class ReceiveHttpRequestTests(CallingProcesses office) : IClassFixture<CallingProcesses>
{
    private readonly string path = $"p{Guid.NewGuid():n}";

    [Fact]
    public async Task Of_two_requests_at_once_for_one_waiting_visit_one_is_taken()
    {
        await office.PublishAsync(Draft.Workflow(path, Endpoint(path), Answer("taken")));
        var instance = (await office.SendAsync(new StartInstance(path), ErrandOffice.Operator())).Id;
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select 1 from workflow_instance where id = @instance for update", new { instance }, held);
        var requests = new[] { CallAsync(path), CallAsync(path) };
        while (await office.Database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < 2)
            await Task.Yield();
        await held.CommitAsync();
        (await Task.WhenAll(requests.Select(OutcomeAsync))).Order().ShouldBe(["not-running", "taken"]);
        (await office.Database.ScalarAsync<int>("select count(*) from http_wait where instance_id = @instance", new { instance })).ShouldBe(0);
        await office.JournalFoldsToStateAsync(instance);
    }

    [Fact]
    public async Task A_crash_before_the_commit_leaves_the_visit_waiting_and_the_request_can_be_sent_again()
    {
        await office.PublishAsync(Draft.Workflow(path, Endpoint(path), Answer("taken")));
        var instance = (await office.SendAsync(new StartInstance(path), ErrandOffice.Operator())).Id;
        var route = await office.SendAsync(new FindHttpEndpoint(new EndpointAddress("GET", path)));
        var holds = office.Services.GetRequiredService<HoldPoints>();
        holds.Hold = async (name, session) =>
        {
            if (name != "session:before-save" || session is null)
                return;
            holds.Hold = null;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await Should.ThrowAsync<Npgsql.NpgsqlException>(office.SendAsync(Request(path, route)));
        (await office.SendAsync(Request(path, route))).Answer!.Content.GetString().ShouldBe("taken");
        await office.JournalFoldsToStateAsync(instance);
    }

    [Fact]
    public async Task An_answer_that_needs_a_call_outside_is_left_for_the_caller_who_waits()
    {
        var call = Draft.Activity("Elsa.SendHttpRequest", "call", ("url", Draft.Text($"http://{office.Server.Host}/text")), ("parsedContent", Draft.Into("kept")));
        await office.PublishAsync(Draft.Workflow(path, Endpoint(path, starts: true), call,
            Draft.Activity("Elsa.WriteHttpResponse", "answer", ("content", Draft.Feel("kept")), ("statusCode", Draft.Text("Accepted")))));
        var first = await CallAsync(path);
        first.Answer.ShouldBeNull();
        (await office.SendAsync(new FindLateAnswer(first.Awaited!.Value))).ShouldBeNull();
        await office.DrainAsync();
        var late = (await office.SendAsync(new FindLateAnswer(first.Awaited.Value))).ShouldNotBeNull();
        (late.StatusCode, late.Content.GetString()).ShouldBe((202, "谢谢"));
    }

    [Fact]
    public async Task A_visit_that_its_workflow_has_left_is_not_found_any_more()
    {
        await office.PublishAsync(Draft.Workflow(path, new Dictionary<string, object>
        {
            ["type"] = "Elsa.Fork", ["id"] = "either", ["joinMode"] = "WaitAny", ["branches"] = new[] { Endpoint(path), Draft.Activity("Elsa.Delay", "late", ("timeSpan", Draft.Text("1.00:00:00"))) },
        }));
        await office.SendAsync(new StartInstance(path), ErrandOffice.Operator());
        await office.MoveClockAsync(office.Clock.Now.AddDays(2));
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new FindHttpEndpoint(new EndpointAddress("GET", path))))).Reasons.Single().Code.ShouldBe("endpoint-unknown");
    }

    [Fact]
    public async Task Rules_that_changed_after_the_caller_was_judged_refuse_the_request()
    {
        await office.PublishAsync(Draft.Workflow(path, Endpoint(path, starts: true), Answer("taken")));
        var route = await office.SendAsync(new FindHttpEndpoint(new EndpointAddress("GET", path)));
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(Request(path, route with { Authorize = true })))).Reasons.Single().Code.ShouldBe("endpoint-changed");
    }

    [Fact]
    public async Task Of_two_releases_at_once_that_want_one_address_one_gets_it()
    {
        foreach (var id in (string[])[path + "a", path + "b"])
            await office.SendAsync(new ImportDefinition(Draft.Workflow(id, Endpoint(path + "/{x}", starts: true))), ErrandOffice.Operator());
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('routes', 0))", null, held);
        var releases = new[] { path + "a", path + "b" }.Select(id => office.SendAsync(new PublishDefinition(id, 1), ErrandOffice.Operator())).ToList();
        while (await office.Database.ScalarAsync<int>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < 2)
            await Task.Yield();
        await held.CommitAsync();
        (await Task.WhenAll(releases.Select(async release =>
        {
            try { await release; return "released"; }
            catch (RefusedException refused) { return refused.Reasons[0].Code; }
        }))).Order().ShouldBe(["released", "route-taken"]);
    }

    private async Task<HttpExchange> CallAsync(string address) => await office.SendAsync(Request(address, await office.SendAsync(new FindHttpEndpoint(new EndpointAddress("GET", address)))));

    private static async Task<string> OutcomeAsync(Task<HttpExchange> request)
    {
        try
        {
            return (await request).Answer!.Content.GetString()!;
        }
        catch (RefusedException refused)
        {
            return refused.Reasons[0].Code;
        }
    }

    private static ReceiveHttpRequest Request(string address, Workflows.HttpRoute route) => new(new EndpointAddress("GET", address), "Done", null, [], []) { Judged = route };

    private static Dictionary<string, object> Endpoint(string address, bool starts = false) =>
        Draft.Activity("Elsa.HttpEndpoint", "endpoint", ("path", Draft.Text(address)), ("canStartWorkflow", starts));

    private static object Answer(string content) => Draft.Activity("Elsa.WriteHttpResponse", "answer", ("content", Draft.Text(content)));
}
