using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

/// <summary>Administrators open, change and close accounts and offices; a password or token is shown once and stored nowhere.</summary>
public sealed class AdministrationTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static object Person(string login, string office = "ceshilu", params string[] roles) => new { login, name = "演示", kind = "person", office, roles = roles.Length == 0 ? ["clerk"] : roles };

    private async Task<(Guid Id, string Secret)> OpenAsync(HttpClient admin, object account)
    {
        using var response = await admin.PostAsJsonAsync("/api/v1/accounts", account);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var opened = await response.JsonAsync();
        return (opened.GetProperty("account").GetProperty("id").GetGuid(), opened.GetProperty("secret").GetString()!);
    }

    private async Task<HttpStatusCode> SignInAsync(string login, string password, HttpClient? client = null)
    {
        using var response = await (client ?? server.Anonymous()).PostAsJsonAsync("/api/v1/sign-in", new { login, password });
        return response.StatusCode;
    }

    [Fact]
    public async Task A_person_signs_in_with_the_first_password_changes_it_and_is_signed_out_when_the_account_is_closed()
    {
        var admin = await server.AsAsync("admin");
        var (id, secret) = await OpenAsync(admin, Person("new.clerk"));
        var clerk = server.Anonymous();
        (await SignInAsync("new.clerk", secret, clerk)).ShouldBe(HttpStatusCode.OK);
        using (var weak = await clerk.PostAsJsonAsync("/api/v1/me/password", new { old = secret, @new = "short" }))
            await weak.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "password-weak");
        using (var wrong = await clerk.PostAsJsonAsync("/api/v1/me/password", new { old = "not this one", @new = "correct horse battery" }))
            await wrong.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "password-wrong");
        using (var changed = await clerk.PostAsJsonAsync("/api/v1/me/password", new { old = secret, @new = "correct horse battery" }))
            changed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await clerk.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "every session ended");
        (await SignInAsync("new.clerk", secret)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SignInAsync("new.clerk", "correct horse battery", clerk)).ShouldBe(HttpStatusCode.OK);

        using var closed = await admin.PutAsJsonAsync($"/api/v1/accounts/{id}", new { name = "演示", office = "ceshilu", roles = new[] { "clerk" }, groups = Array.Empty<string>(), active = false });
        closed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await clerk.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var changes = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/accounts/{id}/changes");
        changes.EnumerateArray().Select(change => change.GetProperty("change").GetString()).ShouldBe(["changed", "opened"]);
        changes.GetRawText().ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_system_gets_a_token_and_a_new_one_ends_the_old()
    {
        var admin = await server.AsAsync("admin");
        var (id, token) = await OpenAsync(admin, new { login = "kiosk", name = "自助机", kind = "system", office = "sh", roles = new[] { "worker" } });
        (await server.WithToken(token).GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var renewed = await admin.PostAsync($"/api/v1/accounts/{id}/secret", null);
        var next = (await renewed.JsonAsync()).GetProperty("secret").GetString()!;
        (await server.WithToken(token).GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.WithToken(next).GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_opens_one_account_and_tells_no_secret_again()
    {
        var admin = await server.AsAsync("admin");
        admin.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var (_, secret) = await OpenAsync(admin, Person("once.only"));
        using var again = await admin.PostAsJsonAsync("/api/v1/accounts", Person("once.only"));
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.JsonAsync()).TryGetProperty("secret", out _).ShouldBeFalse();
        (await server.Database.ScalarAsync<long>("select count(*) from command_key where answer::text like '%' || @secret || '%'", new { secret })).ShouldBe(0);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once_and_nobody_takes_the_own_role_away()
    {
        var admin = await server.AsAsync("admin");
        using var wrong = await admin.PostAsJsonAsync("/api/v1/accounts", Person("some.body", "nowhere", "server"));
        var problem = await wrong.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "office-unknown");
        problem.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString()).ShouldBe(["office-unknown", "role-unknown"]);
        using var taken = await admin.PostAsJsonAsync("/api/v1/accounts", Person("clerk.ceshilu"));
        await taken.ShouldBeProblemAsync(HttpStatusCode.Conflict, "login-taken");
        var own = (await admin.GetFromJsonAsync<Me>("/api/v1/me"))!.Id;
        using var self = await admin.PutAsJsonAsync($"/api/v1/accounts/{own}", new { name = "管理员", office = "sh", roles = new[] { "clerk" }, groups = Array.Empty<string>(), active = true });
        await self.ShouldBeProblemAsync(HttpStatusCode.Conflict, "account-own");
        (await (await server.AsAsync("manager")).GetAsync("/api/v1/accounts")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Offices_are_added_below_others_and_renamed()
    {
        var admin = await server.AsAsync("admin");
        using var opened = await admin.PostAsJsonAsync("/api/v1/offices", new { id = "mofanlu", parent = "sh-hp", nameZh = "模范路派出所", nameEn = "Mofan Road station", kind = "station" });
        (await opened.JsonAsync()).GetProperty("path").GetString().ShouldBe("sh/sh-hp/mofanlu");
        using var below = await admin.PostAsJsonAsync("/api/v1/offices", new { id = "window", parent = "mofanlu", nameZh = "窗口", nameEn = "Window", kind = "station" });
        await below.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "kind-invalid");
        using var renamed = await admin.PutAsJsonAsync("/api/v1/offices/mofanlu", new { nameZh = "模范新路派出所", nameEn = "New Mofan Road station" });
        (await renamed.JsonAsync()).GetProperty("nameEn").GetString().ShouldBe("New Mofan Road station");
    }

    [Fact]
    public async Task Jobs_messages_and_health_are_told_to_administrators()
    {
        await World.OpenAsync(await server.AsAsync("clerk.ceshilu"), "reminder");
        var admin = await server.AsAsync("admin");
        (await admin.GetFromJsonAsync<JsonElement>("/api/v1/jobs/hours")).ValueKind.ShouldBe(JsonValueKind.Array);
        (await admin.GetFromJsonAsync<JsonElement>("/api/v1/messages")).GetProperty("items").ValueKind.ShouldBe(JsonValueKind.Array);
        (await admin.GetFromJsonAsync<JsonElement>("/api/v1/health")).GetProperty("failedJobs").GetInt32().ShouldBe(0);
        (await (await server.AsAsync("manager")).GetAsync("/api/v1/health")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_manager_reads_numbers_and_a_clerk_does_not()
    {
        var manager = await server.AsAsync("manager");
        foreach (var address in new[] { "dashboard", "dashboard/trends", "dashboard/durations", "dashboard/workload", "dashboard/places", "forecasts", "forecasts/checks" })
            (await manager.GetAsync($"/api/v1/{address}")).StatusCode.ShouldBe(HttpStatusCode.OK, address);
        (await (await server.AsAsync("clerk.ceshilu")).GetAsync("/api/v1/dashboard")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await manager.GetAsync("/api/v1/dashboard?office=sh-pd")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the numbers of another district");
    }
}
