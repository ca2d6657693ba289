using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

/// <summary>Questions of citizens at the edge: without an account, evenly slow, and closed where they would name somebody.</summary>
public sealed class QueryTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_stranger_may_ask_by_mobile_number_and_the_answer_takes_as_long_as_any()
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await server.Anonymous().PostAsJsonAsync("/api/v1/logistics-queries", new { mobile = "19000000999" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        Stopwatch.GetElapsedTime(began).TotalMilliseconds.ShouldBeGreaterThanOrEqualTo(240);
        var told = await answer.JsonAsync();
        (told.GetProperty("codeRequired").GetBoolean(), told.GetProperty("parcels").GetArrayLength(), told.GetProperty("hotline").GetString()).ShouldBe((true, 0, "11183"));
    }

    [Fact]
    public async Task What_is_no_mobile_number_is_refused() =>
        await (await server.Anonymous().PostAsJsonAsync("/api/v1/logistics-queries", new { mobile = "123" })).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "mobile-invalid");

    [Fact]
    public async Task Progress_of_a_person_needs_the_portal() =>
        await (await server.Anonymous().PostAsJsonAsync("/api/v1/progress-queries", new { person = new { name = "测试甲子", idNumber = "310100198803159918" } }))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "sign-in-needed");

    [Fact]
    public async Task The_log_of_questions_is_for_administrators() =>
        (await (await server.AsAsync("clerk.ceshilu")).GetAsync("/api/v1/public-queries")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
}
