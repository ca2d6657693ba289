using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

public sealed class CaseTests(RunningServerWithVirtualClock server) : IClassFixture<RunningServerWithVirtualClock>
{
    [Fact]
    public async Task A_clerk_opens_a_case_and_completes_its_task()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        using var opened = await clerk.PostAsJsonAsync("/api/v1/cases", World.Parcel());
        opened.StatusCode.ShouldBe(HttpStatusCode.Created, await opened.Content.ReadAsStringAsync());
        var view = (await opened.JsonAsync()).GetProperty("case");
        var number = view.GetProperty("number").GetString()!;
        opened.Headers.Location!.ToString().ShouldBe($"/api/v1/cases/{number}");
        view.GetProperty("state").GetString().ShouldBe("SUBMITTED");

        var inbox = await (await clerk.GetAsync($"/api/v1/tasks?case={number}")).JsonAsync();
        var task = inbox.GetProperty("items")[0].GetProperty("id").GetInt64();
        (await clerk.PostAsync($"/api/v1/tasks/{task}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var completed = await clerk.PostAsJsonAsync($"/api/v1/tasks/{task}/complete", new { outcome = "Accept", data = new { } });
        (await completed.JsonAsync()).GetProperty("case").GetProperty("state").GetString().ShouldBe("IN_TRANSIT");

        using var again = await clerk.PostAsJsonAsync($"/api/v1/tasks/{task}/complete", new { outcome = "Accept" });
        await again.ShouldBeProblemAsync(HttpStatusCode.Conflict, "task-already-ended");
    }

    [Fact]
    public async Task Everything_of_a_case_can_be_read()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        var number = await World.OpenAsync(clerk);
        foreach (var part in (string[])["", "/decisions", "/journal", "/messages", "/papers", "/clocks"])
            (await clerk.GetAsync($"/api/v1/cases/{number}{part}")).StatusCode.ShouldBe(HttpStatusCode.OK, part);
        var list = await (await clerk.GetAsync($"/api/v1/cases?number={number}&limit=1")).JsonAsync();
        list.GetProperty("items").GetArrayLength().ShouldBe(1);
        await (await clerk.GetAsync($"/api/v1/cases/{number}/papers/1")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "paper-unknown");
    }

    [Fact]
    public async Task Another_office_does_not_even_learn_that_the_case_exists()
    {
        var number = await World.OpenAsync(await server.AsAsync("clerk.ceshilu"));
        foreach (var login in (string[])["clerk.shililu", "manager.pudong"])
            await (await (await server.AsAsync(login)).GetAsync($"/api/v1/cases/{number}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "case-unknown");
        (await (await server.AsAsync("manager")).GetAsync($"/api/v1/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_command_sent_twice_with_one_key_is_done_once()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        clerk.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        (await World.OpenAsync(clerk)).ShouldBe(await World.OpenAsync(clerk));
    }

    [Fact]
    public async Task Bad_input_is_told_all_at_once_and_in_english_when_asked()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        clerk.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var response = await clerk.PostAsJsonAsync("/api/v1/cases", new
        {
            process = "parcel",
            office = "ceshilu",
            channel = "counter",
            parties = new { applicant = new { name = "张三", idNumber = "310100198806159911" }, guardian = new { name = "", idNumber = "310100198802309918" } },
            data = new { },
        });
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "id-number-check-digit");
        problem.GetProperty("reasons").GetArrayLength().ShouldBeGreaterThanOrEqualTo(2);
        problem.GetProperty("title").GetString().ShouldBe("The input is wrong");
    }

    [Fact]
    public async Task An_unknown_office_is_refused() =>
        await (await (await server.AsAsync("clerk.ceshilu")).PostAsJsonAsync("/api/v1/cases", World.Parcel(office: "nowhere")))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "office-unknown");

    [Fact]
    public async Task A_moved_clock_runs_what_is_due_at_its_own_time()
    {
        var admin = await server.AsAsync("admin");
        await admin.PostAsync("/api/v1/clock", Answers.Json("""{"now":"2026-03-02T01:00:00Z"}"""));
        var number = await World.OpenAsync(await server.AsAsync("clerk.ceshilu"), "reminder");
        using var moved = await admin.PostAsync("/api/v1/clock", Answers.Json("""{"now":"2026-04-01T01:00:00Z"}"""));
        (await moved.JsonAsync()).GetProperty("jobsRun").GetInt32().ShouldBeGreaterThanOrEqualTo(2);

        var view = await (await admin.GetAsync($"/api/v1/cases/{number}")).JsonAsync();
        view.GetProperty("closed").GetBoolean().ShouldBeTrue();
        view.GetProperty("closedAt").GetString().ShouldBe("2026-03-08T01:00:00Z");
    }

    [Fact]
    public async Task Designs_calendars_incidents_and_signals_can_be_read_by_those_who_may()
    {
        var designer = await server.AsAsync("designer");
        (await (await designer.GetAsync("/api/v1/definitions")).JsonAsync()).GetArrayLength().ShouldBe(2);
        var bundle = await (await designer.GetAsync("/api/v1/definitions/parcel/1")).JsonAsync();
        bundle.GetProperty("files").GetProperty("forms/start.json").GetString().ShouldNotBeNullOrEmpty();
        (await (await designer.GetAsync("/api/v1/calendars/test/2026")).JsonAsync()).GetProperty("published").GetBoolean().ShouldBeTrue();
        (await (await server.AsAsync("admin")).GetAsync("/api/v1/incidents")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await server.AsAsync("manager")).GetAsync("/api/v1/signals")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await server.AsAsync("clerk.ceshilu")).GetAsync("/api/v1/incidents")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_designer_imports_checks_and_releases_a_version()
    {
        var designer = await server.AsAsync("designer");
        var text = await File.ReadAllTextAsync(World.File("workflows", "parcel", "v1.json"));
        var definition = JsonElement.Parse(text.Replace("\"version\": 1,\n  \"isLatest\"", "\"version\": 2,\n  \"isLatest\""));
        using var checking = await designer.PostAsJsonAsync("/api/v1/definitions/validate", new { definition });
        (await checking.JsonAsync()).GetProperty("releasable").GetBoolean().ShouldBeTrue(await checking.Content.ReadAsStringAsync());
        using var imported = await designer.PostAsJsonAsync("/api/v1/definitions", new { definition, files = new Dictionary<string, string>() });
        imported.StatusCode.ShouldBe(HttpStatusCode.Created, await imported.Content.ReadAsStringAsync());
        imported.Headers.Location!.ToString().ShouldBe("/api/v1/definitions/parcel/2");
        using var released = await designer.PostAsync("/api/v1/definitions/parcel/2/publish", null);
        released.StatusCode.ShouldBe(HttpStatusCode.OK, await released.Content.ReadAsStringAsync());
        (await server.Database.ExecuteAsync("delete from definition where id = 'parcel' and version = 2")).ShouldBe(1);
    }

    [Fact]
    public async Task A_calendar_year_is_previewed_and_published()
    {
        var designer = await server.AsAsync("designer");
        var table = new { published = true, holidays = new[] { "2027-01-01" }, workdays = Array.Empty<string>() };
        using var preview = await designer.PostAsJsonAsync("/api/v1/calendars/test/2027/preview", table);
        preview.StatusCode.ShouldBe(HttpStatusCode.OK, await preview.Content.ReadAsStringAsync());
        (await preview.JsonAsync()).GetProperty("counts").GetProperty("moved").GetInt32().ShouldBe(0);
        using var published = await designer.PutAsJsonAsync("/api/v1/calendars/test/2027", table);
        published.StatusCode.ShouldBe(HttpStatusCode.OK, await published.Content.ReadAsStringAsync());
        (await published.JsonAsync()).TryGetProperty("recount", out var recount).ShouldBe(recount.ValueKind != System.Text.Json.JsonValueKind.Undefined);
    }

    [Fact]
    public async Task A_mobile_number_that_is_none_gets_no_code() =>
        await (await server.WithToken("demo-portal").PostAsJsonAsync("/api/v1/mobile-codes", new { mobile = "12345" }))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "mobile-invalid");
}
