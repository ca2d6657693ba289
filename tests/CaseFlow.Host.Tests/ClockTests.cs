using System.Net;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

public sealed class ClockTests(RunningServerWithVirtualClock server) : IClassFixture<RunningServerWithVirtualClock>
{
    [Fact]
    public async Task An_administrator_moves_the_clock_forwards_and_backwards()
    {
        var admin = await server.AsAsync("admin");
        foreach (var instant in (string[])["2027-01-05T01:00:00Z", "2026-03-02T01:00:00Z"])
        {
            using var moved = await admin.PostAsync("/api/v1/clock", Answers.Json($$"""{"now":"{{instant}}"}"""));
            (await moved.JsonAsync()).GetProperty("now").GetString().ShouldBe(instant);
            var clock = await (await admin.GetAsync("/api/v1/clock")).JsonAsync();
            clock.GetProperty("now").GetString().ShouldBe(instant);
            clock.GetProperty("virtual").GetBoolean().ShouldBeTrue();
        }

        (await server.Database.ScalarAsync<DateTime>("select now from virtual_clock")).ShouldBe(new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task What_recurs_each_day_follows_the_clock_back_and_does_no_day_twice()
    {
        var admin = await server.AsAsync("admin");
        foreach (var instant in (string[])["2026-02-03T00:00:00Z", "2026-02-05T02:00:00Z", "2026-02-04T00:00:00Z", "2026-02-06T02:00:00Z"])
            (await admin.PostAsync("/api/v1/clock", Answers.Json($$"""{"now":"{{instant}}"}"""))).EnsureSuccessStatusCode();
        (await server.Database.QueryAsync<string>("select to_char(due at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') from recurring_run where work = 'digest' and due < '2026-02-28' order by due"))
            .ShouldBe(["02-03 09:00", "02-04 09:00", "02-05 09:00", "02-06 09:00"]);
        (await server.Database.QueryAsync<string>("select distinct to_char(day, 'MM-DD') || ' ' || to_char(made_at at time zone 'Asia/Shanghai', 'HH24:MI') from digest where day < '2026-02-28' order by 1"))
            .ShouldBe(["02-03 09:00", "02-04 09:00", "02-05 09:00", "02-06 09:00"], "each at its own hour");
    }

    [Fact]
    public async Task A_time_without_an_offset_is_shanghai_time()
    {
        using var moved = await (await server.AsAsync("admin")).PostAsync("/api/v1/clock", Answers.Json("""{"now":"2026-03-02T09:00:00"}"""));
        (await moved.JsonAsync()).GetProperty("now").GetString().ShouldBe("2026-03-02T01:00:00Z");
    }

    [Theory]
    [InlineData("clerk.ceshilu")]
    [InlineData("designer")]
    public async Task Nobody_else_may(string login)
    {
        using var response = await (await server.AsAsync(login)).PostAsync("/api/v1/clock", Answers.Json("""{"now":"2027-01-05T01:00:00Z"}"""));
        await response.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task A_moved_clock_signs_nobody_out()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        await (await server.AsAsync("admin")).PostAsync("/api/v1/clock", Answers.Json("""{"now":"2027-03-05T01:00:00Z"}"""));
        (await clerk.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

public sealed class RealTimeTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Real_time_cannot_be_moved()
    {
        var admin = await server.AsAsync("admin");
        using var response = await admin.PostAsync("/api/v1/clock", Answers.Json("""{"now":"2027-01-05T01:00:00Z"}"""));
        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "no-virtual-clock");
        var clock = await (await admin.GetAsync("/api/v1/clock")).JsonAsync();
        clock.GetProperty("virtual").GetBoolean().ShouldBeFalse();
    }
}
