using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

/// <summary>What operators do, over HTTP.</summary>
public sealed class OperatingTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task An_operator_looks_at_a_case_moves_it_and_cancels_it()
    {
        var (clerk, admin) = (await server.AsAsync("clerk.ceshilu"), await server.AsAsync("admin"));
        var number = await World.OpenAsync(clerk);
        var instance = await (await admin.GetAsync($"/api/v1/cases/{number}/visits")).JsonAsync();
        var visit = instance.GetProperty("visits").EnumerateArray().Single(one => one.TryGetProperty("waits", out var waits) && waits.GetString() == "Task");
        var target = visit.GetProperty("targets")[0].GetString();
        using var moved = await admin.PostAsJsonAsync($"/api/v1/cases/{number}/move", new { activity = target, tokens = new[] { visit.GetProperty("token").GetInt64() }, reason = "start over" });
        moved.StatusCode.ShouldBe(HttpStatusCode.OK, await moved.Content.ReadAsStringAsync());

        using var cancelled = await admin.PostAsJsonAsync($"/api/v1/cases/{number}/cancel", new { reason = "handed in twice" });
        (await cancelled.JsonAsync()).GetProperty("case").GetProperty("state").GetString().ShouldBe("CANCELLED");
        using var again = await admin.PostAsJsonAsync($"/api/v1/cases/{number}/cancel", new { reason = "handed in twice" });
        await again.ShouldBeProblemAsync(HttpStatusCode.Conflict, "case-closed");
        using var late = await admin.PostAsJsonAsync($"/api/v1/cases/{number}/variables", new { reason = "too late", values = new { x = 1 } });
        await late.ShouldBeProblemAsync(HttpStatusCode.Conflict, "not-running");
    }

    [Fact]
    public async Task A_clerk_may_not_and_a_reason_is_needed()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        var number = await World.OpenAsync(clerk);
        (await clerk.PostAsJsonAsync($"/api/v1/cases/{number}/cancel", new { reason = "why not" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.GetAsync($"/api/v1/cases/{number}/visits")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var missing = await (await server.AsAsync("admin")).PostAsJsonAsync($"/api/v1/cases/{number}/move", new { activity = "x", from = "y", reason = "" });
        await missing.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "reason-missing");
    }

    [Fact]
    public async Task A_manager_previews_and_cancels_many_cases_and_watches_the_progress()
    {
        var (clerk, admin) = (await server.AsAsync("clerk.ceshilu"), await server.AsAsync("admin"));
        string[] numbers = [await World.OpenAsync(clerk), await World.OpenAsync(clerk)];
        var request = new { command = "CancelCase", reason = "closed office", selection = new { ids = numbers } };
        using var preview = await admin.PostAsJsonAsync("/api/v1/operations/preview", request);
        (await preview.JsonAsync()).GetProperty("count").GetInt32().ShouldBe(2, await preview.Content.ReadAsStringAsync());
        using var started = await admin.PostAsJsonAsync("/api/v1/operations", request);
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted, await started.Content.ReadAsStringAsync());
        var address = started.Headers.Location!.ToString();
        JsonElement progress;
        do
            progress = await (await admin.GetAsync(address)).JsonAsync();
        while (progress.GetProperty("status").GetString() == "running");
        (progress.GetProperty("done").GetInt32(), progress.GetProperty("failed").GetInt32()).ShouldBe((2, 0));
        (await (await admin.GetAsync(address + "/items?status=failed")).JsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await (await admin.GetAsync("/api/v1/operations?limit=1")).JsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(1);
        using var late = await admin.PostAsync(address + "/cancel", null);
        await late.ShouldBeProblemAsync(HttpStatusCode.Conflict, "operation-ended");
        (await clerk.PostAsJsonAsync("/api/v1/operations", request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nothing = await admin.PostAsJsonAsync("/api/v1/operations", new { command = "CancelCase", reason = "x", selection = new { } });
        await nothing.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "selection-missing");
    }

    [Fact]
    public async Task An_instance_that_is_not_there_is_not_repaired()
    {
        var admin = await server.AsAsync("admin");
        foreach (var (path, body) in new (string, object)[]
        {
            ("cancel", new { reason = "x" }), ("incidents/1/retry", new { reason = "x" }), ("incidents/1/skip", new { reason = "x", outcome = "Done" }),
        })
        {
            using var response = await admin.PostAsJsonAsync($"/api/v1/instances/nobody/{path}", body);
            await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance-unknown");
        }
        await (await admin.GetAsync("/api/v1/instances/nobody/timeline")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance-unknown");
    }

    [Fact]
    public async Task The_timeline_of_a_case_is_read_page_by_page()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        var number = await World.OpenAcceptedAsync(clerk);
        var first = await (await clerk.GetAsync($"/api/v1/cases/{number}/timeline?newest=false&limit=2")).JsonAsync();
        first.GetProperty("items")[0].GetProperty("text").GetProperty("zh-CN").GetString().ShouldStartWith($"办件 {number} 已登记");
        var next = await (await clerk.GetAsync($"/api/v1/cases/{number}/timeline?newest=false&limit=2&after={first.GetProperty("next").GetString()}")).JsonAsync();
        next.GetProperty("items")[0].GetProperty("what").GetString().ShouldNotBe(first.GetProperty("items")[1].GetProperty("what").GetString());
        var tasks = await (await clerk.GetAsync($"/api/v1/cases/{number}/timeline?kind=task&kind=case")).JsonAsync();
        tasks.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("kind").GetString()).Distinct().ShouldBe(["task", "case"], ignoreOrder: true);
        using var unknown = await clerk.GetAsync($"/api/v1/cases/{number}/timeline?kind=gossip");
        await unknown.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "kind-unknown");
    }

    [Fact]
    public async Task An_administrator_sets_how_long_cases_are_kept_and_asks_what_would_leave()
    {
        var (clerk, admin) = (await server.AsAsync("clerk.ceshilu"), await server.AsAsync("admin"));
        using var set = await admin.PutAsJsonAsync("/api/v1/retention/parcel", new { closedCasesDays = 3650, journalDays = 730 });
        set.StatusCode.ShouldBe(HttpStatusCode.OK, await set.Content.ReadAsStringAsync());
        using var wrong = await admin.PutAsJsonAsync("/api/v1/retention/parcel", new { closedCasesDays = 3 });
        await wrong.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "days-invalid");
        (await (await admin.GetAsync("/api/v1/retention")).JsonAsync()).GetProperty("rules")[0].GetProperty("changedBy").GetString().ShouldBe("admin");
        (await (await admin.GetAsync("/api/v1/retention/preview?at=2050-01-01T00:00:00Z")).JsonAsync())[0].GetProperty("process").GetString().ShouldBe("parcel");
        var number = await World.OpenAsync(clerk);
        (await admin.PutAsJsonAsync($"/api/v1/cases/{number}/hold", new { reason = "lawsuit 17" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync($"/api/v1/cases/{number}/hold")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var again = await admin.DeleteAsync($"/api/v1/cases/{number}/hold");
        await again.ShouldBeProblemAsync(HttpStatusCode.NotFound, "hold-unknown");
        using var proof = await admin.GetAsync($"/api/v1/retention/deletions/{number}");
        await proof.ShouldBeProblemAsync(HttpStatusCode.NotFound, "deletion-unknown");
        (await clerk.GetAsync("/api/v1/retention")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_table_says_what_happens_to_its_rows_when_their_case_leaves() =>
        (await server.Database.QueryAsync<string>("select conrelid::regclass || ' ' || conname from pg_constraint where contype = 'f' and confrelid = 'case_file'::regclass and confdeltype not in ('c', 'n')"))
            .ShouldBe(["legal_hold legal_hold_case_id_fkey"], "a hold must be lifted first; any other table says cascade or set null");
}
