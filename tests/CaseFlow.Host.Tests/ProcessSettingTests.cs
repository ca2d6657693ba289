using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

/// <summary>Switches and numbers of a process: their defaults stand beside its definition, an administrator or designer sets them without a new version.</summary>
public sealed class ProcessSettingTests(RunningServerWithVirtualClock server) : IClassFixture<RunningServerWithVirtualClock>
{
    private const string Settings = "/api/v1/definitions/parcel/settings";

    private static async Task<JsonElement> SettingAsync(HttpClient caller, string name) =>
        (await (await caller.GetAsync(Settings)).JsonAsync()).EnumerateArray().Single(setting => setting.GetProperty("name").GetString() == name);

    [Fact]
    public async Task A_setting_has_its_default_until_somebody_sets_it_with_a_reason()
    {
        var designer = await server.AsAsync("designer");
        (await SettingAsync(designer, "atOnce")).GetProperty("value").GetBoolean().ShouldBeFalse();
        using var changed = await designer.PutAsJsonAsync($"{Settings}/atOnce", new { value = true, reason = "市局通知" });
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        var setting = await SettingAsync(await server.AsAsync("clerk.ceshilu"), "atOnce");
        (setting.GetProperty("value").GetBoolean(), setting.GetProperty("default").GetBoolean(), setting.GetProperty("changedBy").GetString())
            .ShouldBe((true, false, "designer"));
    }

    [Fact]
    public async Task What_was_set_before_stays_in_the_history()
    {
        var admin = await server.AsAsync("admin");
        foreach (var days in new[] { 5, 6 })
            (await admin.PutAsJsonAsync($"{Settings}/days", new { value = days, reason = "试行" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var changes = (await (await admin.GetAsync($"{Settings}/changes")).JsonAsync()).EnumerateArray().Where(change => change.GetProperty("name").GetString() == "days");
        changes.Select(change => change.GetProperty("value").GetInt32()).Take(2).ShouldBe([6, 5]);
    }

    [Fact]
    public async Task A_value_that_the_declaration_forbids_is_refused()
    {
        var admin = await server.AsAsync("admin");
        foreach (object value in new object[] { 0, 31, 2.5, "seven" })
            (await admin.PutAsJsonAsync($"{Settings}/days", new { value, reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{value}");
        await (await admin.PutAsJsonAsync($"{Settings}/days", new { value = 3, reason = "" })).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "reason-missing");
        await (await admin.PutAsJsonAsync($"{Settings}/weeks", new { value = 3, reason = "x" })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "setting-unknown");
        await (await admin.PutAsJsonAsync("/api/v1/definitions/nothing/settings/days", new { value = 3, reason = "x" })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "process-unknown");
    }

    [Theory]
    [InlineData("clerk.ceshilu")]
    [InlineData("manager.ceshilu")]
    [InlineData("reviewer")]
    public async Task Nobody_else_sets_anything(string login) =>
        (await (await server.AsAsync(login)).PutAsJsonAsync($"{Settings}/days", new { value = 3, reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Theory]
    [InlineData("clerk.ceshilu")]
    [InlineData("reviewer")]
    [InlineData("admin")]
    public async Task No_address_answers_with_a_portrait(string login)
    {
        var number = await World.OpenAsync(await server.AsAsync("clerk.ceshilu"));
        foreach (var path in (string[])[$"/api/v1/cases/{number}/photo", $"/api/v1/cases/{number}/portrait", "/api/v1/photos/photo-1"])
            (await (await server.AsAsync(login)).GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }
}
