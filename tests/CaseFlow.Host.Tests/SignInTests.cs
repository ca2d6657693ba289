using System.Net;
using System.Net.Http.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

public sealed class SignInTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_clerk_who_signed_in_is_told_who_he_is()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        var me = await (await clerk.GetAsync("/api/v1/me")).JsonAsync();
        me.GetProperty("login").GetString().ShouldBe("clerk.ceshilu");
        me.GetProperty("office").GetString().ShouldBe("ceshilu");
        me.GetProperty("roles")[0].GetString().ShouldBe("clerk");
        me.GetProperty("kind").GetString().ShouldBe("person");
    }

    [Fact]
    public async Task Scripts_and_other_sites_cannot_take_the_session_cookie()
    {
        using var response = await TryAsync("admin", "caseflow");
        var cookie = response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_login_are_answered_alike()
    {
        using var wrong = await TryAsync("clerk.shililu", "caseflow2");
        using var unknown = await TryAsync("nobody", "caseflow");
        await wrong.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in-failed");
        await unknown.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in-failed");
        (await wrong.Content.ReadAsStringAsync()).ShouldBe(await unknown.Content.ReadAsStringAsync());
        wrong.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task After_five_failures_the_right_password_waits_five_minutes()
    {
        for (var i = 0; i < 5; i++)
            (await TryAsync("manager.ceshilu", "guess" + i)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var locked = await TryAsync("manager.ceshilu", "caseflow");
        await locked.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in-failed");

        var left = await server.Database.ScalarAsync<double>(
            "select extract(epoch from locked_until - clock_timestamp())::float8 from account where login = 'manager.ceshilu'");
        left.ShouldBeInRange(200, 300);
        await server.Database.ExecuteAsync("update account set locked_until = clock_timestamp() where login = 'manager.ceshilu'");
        (await TryAsync("manager.ceshilu", "caseflow")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guesses_sent_together_do_not_pass_the_limit_together()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TryAsync("manager.shililu", "guess" + i)));
        (await TryAsync("manager.shililu", "caseflow")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_success_forgives_earlier_failures()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
                await TryAsync("manager.yangbanjie", "guess" + i);
            (await TryAsync("manager.yangbanjie", "caseflow")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        (await clerk.PostAsync("/api/v1/sign-out", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await clerk.GetAsync("/api/v1/me")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task A_changed_password_ends_every_session_at_its_next_request()
    {
        var designer = await server.AsAsync("designer");
        await server.Database.ExecuteAsync("update account set stamp = gen_random_uuid() where login = 'designer'");
        (await designer.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_is_gone_at_once()
    {
        var admin = await server.AsAsync("manager.pudong");
        await server.Database.ExecuteAsync("update account set roles = '{administrator}' where login = 'manager.pudong'");
        (await admin.GetAsync("/api/v1/system")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.Database.ExecuteAsync("update account set roles = '{manager}' where login = 'manager.pudong'");
        await (await admin.GetAsync("/api/v1/system")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task A_system_is_known_by_its_token()
    {
        var me = await (await server.WithToken("demo-portal").GetAsync("/api/v1/me")).JsonAsync();
        me.GetProperty("kind").GetString().ShouldBe("system");
        me.GetProperty("roles")[0].GetString().ShouldBe("portal");
    }

    [Fact]
    public async Task An_unknown_token_is_refused()
    {
        using var response = await server.WithToken("demo-porta").GetAsync("/api/v1/me");
        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not-signed-in");
        response.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task Only_hashes_of_passwords_and_tokens_are_stored()
    {
        var passwords = await server.Database.QueryAsync<string>("select password_hash from account where kind = 'person'");
        passwords.ShouldAllBe(hash => hash.StartsWith("pbkdf2-sha256$"));
        (await server.Database.ScalarAsync<long>("select count(*) from account where token_hash = 'demo-portal'::bytea")).ShouldBe(0);
    }

    [Fact]
    public async Task Seeding_again_changes_nothing()
    {
        var before = await server.Database.QueryAsync<string>("select login || stamp || coalesce(password_hash, '') from account order by login");
        await Cases.Accounts.DemoAccounts.SeedAsync(server.Database.DataSource, default);
        var after = await server.Database.QueryAsync<string>("select login || stamp || coalesce(password_hash, '') from account order by login");
        after.Count.ShouldBe(before.Count);
        (await server.Database.ScalarAsync<long>("select count(*) from office")).ShouldBe(6);
    }

    private Task<HttpResponseMessage> TryAsync(string login, string password) =>
        server.Anonymous().PostAsJsonAsync("/api/v1/sign-in", new { login, password });
}
