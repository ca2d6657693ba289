using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Incidents;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests.Http;

public sealed class SendHttpRequestTests(CallingProcesses office) : IClassFixture<CallingProcesses>
{
    [Fact]
    public async Task A_process_calls_a_server_after_the_commit_and_goes_on_with_its_answer()
    {
        var started = await office.StartCallAsync("/orders?of=7", new { method = "POST", content = new { a = 1 }, requestHeaders = new { X_One = "1", Host = "elsewhere" } });
        office.Server.Received.ShouldAllBe(request => request.Path != "/orders");
        await office.DrainAsync();
        var received = office.Server.Received.Single(request => request.Path == "/orders");
        received.ShouldSatisfyAllConditions(
            request => request.Method.ShouldBe("POST"), request => request.Body.ShouldBe("""{"a":1}"""), request => request.ContentType.ShouldBe("application/json; charset=utf-8"),
            request => request.Headers["X_One"].ShouldBe("1"), request => request.Headers["Host"].ShouldBe(office.Server.Host),
            request => request.Headers["Idempotency-Key"].ShouldStartWith($"{started.Id}-"));
        var view = await office.CaseAsync(started.Number);
        view.State.ShouldBe("FOUND");
        var answer = Answer(view);
        answer.GetProperty("statusCode").GetInt32().ShouldBe(200);
        answer.GetProperty("parsedContent").GetProperty("fine").GetBoolean().ShouldBeTrue();
        answer.GetProperty("responseHeaders").GetProperty("Content-Type")[0].GetString().ShouldBe("application/json; charset=utf-8");
        await office.JournalFoldsToStateAsync(started.Id);
    }

    [Theory]
    [InlineData("/text", "\"谢谢\"")]
    [InlineData("/bytes", "\"AQAC\"")]
    [InlineData("/no-json", "\"{\"")]
    public async Task What_is_no_json_is_text_and_what_is_no_text_is_base64(string path, string expected) =>
        Answer(await office.CallAsync(path)).GetProperty("parsedContent").ToString().ShouldBe(expected.Trim('"'));

    [Fact]
    public async Task A_form_is_sent_as_a_form()
    {
        await office.CallAsync("/form", new { method = "POST", content = new { name = "a b" }, contentType = "application/x-www-form-urlencoded" });
        office.Server.Received.Single(request => request.Path == "/form").Body.ShouldBe("name=a+b");
    }

    [Fact]
    public async Task A_status_code_that_the_definition_does_not_expect_takes_the_way_for_others() =>
        (await office.CallAsync("/missing", ways: ["unmatchedStatusCode"])).State.ShouldBe("unmatchedStatusCode");

    [Fact]
    public async Task A_server_that_says_later_is_asked_a_few_times_and_then_its_answer_counts()
    {
        var view = await office.CallAsync("/busy", ways: ["unmatchedStatusCode"]);
        view.State.ShouldBe("unmatchedStatusCode");
        Answer(view).GetProperty("statusCode").GetInt32().ShouldBe(503);
        var keys = office.Server.Received.Where(request => request.Path == "/busy").Select(request => request.Headers["Idempotency-Key"]).ToList();
        keys.Count.ShouldBe(3);
        keys.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nobody_there_takes_the_way_for_it_after_a_few_tries()
    {
        var view = await office.CallAsync("/broken", ways: ["failedToConnect"]);
        view.State.ShouldBe("failedToConnect");
        office.Server.Received.Count(request => request.Path == "/broken").ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Nobody_there_and_no_way_for_it_is_an_incident_once_the_job_gives_up_and_a_retry_uses_the_same_key()
    {
        var view = await office.CallAsync("/broken?for-good");
        var incident = view.Incidents.ShouldHaveSingleItem();
        incident.Code.ShouldBe("outside-unavailable");
        var before = office.Server.Received.Where(request => request.Headers["Idempotency-Key"].StartsWith($"{view.Id}-", StringComparison.Ordinal)).ToList();
        await office.SendAsync(new RetryIncident(incident.Id, "it is back"));
        await office.DrainAsync();
        var keys = office.Server.Received.Select(request => request.Headers["Idempotency-Key"]).Where(key => key.StartsWith($"{view.Id}-", StringComparison.Ordinal)).ToList();
        keys.Count.ShouldBeGreaterThan(before.Count);
        keys.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_never_answers_takes_the_way_for_it()
    {
        await using var impatient = office.BuildNode(office.Http with { Timeout = TimeSpan.FromMilliseconds(200) });
        (await office.CallAsync("/slow", ways: ["timeout"], node: impatient)).State.ShouldBe("timeout");
    }

    [Fact]
    public async Task A_huge_answer_is_an_incident() => (await office.CallAsync("/huge")).Incidents.ShouldHaveSingleItem().Code.ShouldBe("answer-too-large");

    [Fact]
    public async Task A_redirect_is_followed_on_the_same_host_and_to_nobody_else()
    {
        (await office.CallAsync("/moved", new { authorization = "credential:tax" })).State.ShouldBe("FOUND");
        office.Server.Received.Single(request => request.Path == "/here").Headers["Authorization"].ShouldBe("Bearer very-secret");
        Answer(await office.CallAsync("/moved-away")).GetProperty("statusCode").GetInt32().ShouldBe(302);
        office.Server.Received.ShouldAllBe(request => request.Path != "/there");
        Answer(await office.CallAsync("/circle")).GetProperty("statusCode").GetInt32().ShouldBe(302);
    }

    [Theory]
    [InlineData("http://localhost:1/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.1/")]
    public async Task Only_hosts_that_the_installation_allows_are_called(string url)
    {
        var incident = (await office.CallAsync(url)).Incidents.ShouldHaveSingleItem();
        incident.Code.ShouldBe("host-not-allowed");
        incident.Message.ShouldContain("Workflows:Http:AllowedHosts");
    }

    [Fact]
    public async Task A_credential_reaches_its_host_and_neither_journal_nor_job_nor_state()
    {
        var started = await office.StartCallAsync("/secret", new { authorization = "credential:tax" });
        (await office.Database.ScalarAsync<int>("select count(*) from job where payload::text like '%credential:tax%'")).ShouldBe(1);
        await office.DrainAsync();
        office.Server.Received.Single(request => request.Path == "/secret").Headers["Authorization"].ShouldBe("Bearer very-secret");
        (await office.Database.ScalarAsync<int>("select count(*) from journal where event::text like '%very-secret%'")).ShouldBe(0);
        (await office.CaseAsync(started.Number)).State.ShouldBe("FOUND");
    }

    [Theory]
    [InlineData("credential:nobody", "credential-unknown")]
    [InlineData("credential:elsewhere", "credential-not-for-host")]
    [InlineData("Bearer in-clear", "authorization-in-clear")]
    public async Task A_secret_that_must_not_be_sent_is_an_incident(string authorization, string code) =>
        (await office.CallAsync("/", new { authorization })).Incidents.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public async Task A_cookie_of_the_other_side_is_not_kept() =>
        Answer(await office.CallAsync("/cookie")).GetProperty("responseHeaders").EnumerateObject().ShouldAllBe(header => header.Name != "Set-Cookie");

    [Fact]
    public async Task A_crash_after_the_call_repeats_it_with_the_same_key_and_the_process_goes_on_once()
    {
        var started = await office.StartCallAsync("/crash");
        var holds = office.Services.GetRequiredService<HoldPoints>();
        var killed = false;
        holds.Hold = async (name, session) =>
        {
            if (killed || name != "session:before-commit" || session is null || office.Server.Received.All(request => request.Path != "/crash"))
                return;
            killed = true;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await office.DrainAsync();
        holds.Hold = null;
        await office.DrainAsync();
        var keys = office.Server.Received.Where(request => request.Path == "/crash").Select(request => request.Headers["Idempotency-Key"]).ToList();
        keys.Count.ShouldBe(2);
        keys.Distinct().ShouldHaveSingleItem();
        (await office.CaseAsync(started.Number)).State.ShouldBe("FOUND");
        await office.JournalFoldsToStateAsync(started.Id);
    }

    private static JsonElement Answer(CaseView view) => view.Facts["answer"];
}
