using System.Net;
using CaseFlow.Cases.Messages;
using CaseFlow.IdCards.Outside;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaseFlow.IdCards.Tests.Outside;

/// <summary>What goes wrong between the product and the outside world, and how it ends.</summary>
public sealed class FailuresTests : OutsideWorld
{
    private const string Adult = "310100198803159918";

    [Fact]
    public async Task A_system_that_fails_twice_is_asked_again_and_does_the_work_once()
    {
        await Misbehave("sms", "fail", 2);
        await Send(Client<ISmsSender>());
        (await MessagesSent()).ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_with_the_same_key_so_nothing_is_done_twice()
    {
        await Misbehave("sms", "lose", 3);
        await Send(Client<ISmsSender>());
        (await MessagesSent()).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_runs_again_after_a_crash_sends_nothing_twice()
    {
        await Send(Client<ISmsSender>());
        await Send(Client<ISmsSender>());
        (await MessagesSent()).ShouldBe(1);
    }

    [Fact]
    public async Task A_system_that_keeps_failing_is_left_to_the_jobs_back_off()
    {
        await Misbehave("sms", "fail", 100);
        var failure = await Should.ThrowAsync<OutsideUnavailableException>(() => Send(Client<ISmsSender>()));
        failure.Code.ShouldBe("outside-failing");
        failure.System.ShouldBe(OutsideSystem.Sms);
        failure.Zh.ShouldBe("短信平台发生故障（503），系统将自动重试。");
        failure.En.ShouldBe("The SMS gateway fails (503); the work is tried again by itself.");
    }

    [Fact]
    public async Task A_slow_try_is_given_up_and_the_next_one_succeeds()
    {
        await Misbehave("sms", "slow", 1, 120_000);
        await Send(Client<ISmsSender>(Quick with { OneTry = TimeSpan.FromMilliseconds(500), Retries = 20 }));
        (await MessagesSent()).ShouldBe(1);
    }

    [Fact]
    public async Task A_system_that_stays_slow_ends_as_a_timeout_of_all_tries_together()
    {
        await Misbehave("sms", "slow", 100, 120_000);
        var sms = Client<ISmsSender>(Quick with { AllTries = TimeSpan.FromMilliseconds(300) });
        var failure = await Should.ThrowAsync<OutsideUnavailableException>(() => Send(sms));
        failure.Code.ShouldBe("outside-timeout");
        (await MessagesSent()).ShouldBe(0);
    }

    [Fact]
    public async Task Timeouts_run_on_wall_time_even_when_the_products_clock_stands_still()
    {
        await Misbehave("sms", "slow", 100, 120_000);
        var sms = Client<ISmsSender>(Quick with { OneTry = TimeSpan.FromMilliseconds(100), Retries = 1 }, businessTime: new HandMovedTime());
        (await Should.ThrowAsync<OutsideUnavailableException>(() => Send(sms))).Code.ShouldBe("outside-timeout");
    }

    [Fact]
    public async Task After_many_failures_the_circuit_opens_for_all_callers_and_closes_again_when_the_system_is_well()
    {
        var time = new HandMovedTime();
        var patience = Quick with { Retries = 1, BreakAfter = 4, BreakFor = TimeSpan.FromSeconds(15), Time = time };
        var sms = Client<ISmsSender>(patience);
        await Misbehave("sms", "fail", 4);
        (await Should.ThrowAsync<OutsideUnavailableException>(() => Send(sms))).Code.ShouldBe("outside-failing");
        (await Should.ThrowAsync<OutsideUnavailableException>(() => Send(sms))).Code.ShouldBe("outside-failing");

        // The gateway is well again, but nobody knows before the pause is over.
        var failure = await Should.ThrowAsync<OutsideUnavailableException>(() => Send(sms));
        failure.Code.ShouldBe("outside-circuit-open");
        failure.Zh.ShouldContain("短信平台");
        (await MessagesSent()).ShouldBe(0);

        time.Move(TimeSpan.FromSeconds(16));
        await Send(sms);
        (await MessagesSent()).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_not_asked_again_and_names_the_reasons_without_personal_data()
    {
        // A retry would wait an hour; the refusal comes at once.
        var registry = Client<IRegistry>(Quick with { Pause = TimeSpan.FromHours(1) });
        var refused = await Should.ThrowAsync<OutsideRefusedException>(() => registry.ReadAsync("310100198803159917", new DateOnly(2026, 9, 27), default));
        refused.Status.ShouldBe(400);
        refused.Code.ShouldBe("invalid");
        refused.Reasons.ShouldBe(["id-number-check-digit idNumber"]);
        refused.En.ShouldBe("The population registry refused: invalid – id-number-check-digit idNumber (400). Correct it, then retry.");
        refused.Zh.ShouldBe("人口信息系统拒绝办理：invalid – id-number-check-digit idNumber(400)。请更正后重试。");
    }

    [Fact]
    public async Task A_key_used_for_two_different_calls_is_refused()
    {
        var registry = Client<IRegistry>();
        await registry.ReportLossAsync(new LossReport(Adult, "lost", new DateOnly(2026, 9, 27), "c1"), "job-1", default);
        Task Again() => registry.ReportLossAsync(new LossReport(Adult, "stolen", new DateOnly(2026, 9, 27), "c1"), "job-1", default);
        var refused = await Should.ThrowAsync<OutsideRefusedException>(Again);
        refused.Code.ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task A_wrong_api_key_is_the_deployments_fault_not_the_works()
    {
        var failure = await Should.ThrowAsync<OutsideUnavailableException>(() => Send(Client<ISmsSender>(key: "wrong")));
        failure.Code.ShouldBe("outside-key-rejected");
        failure.En.ShouldContain("Outside:Sms:ApiKey");
    }

    [Fact]
    public async Task A_system_that_is_not_there_is_unreachable()
    {
        var failure = await Should.ThrowAsync<OutsideUnavailableException>(() => Send(Client<ISmsSender>(address: "http://127.0.0.1:9")));
        failure.Code.ShouldBe("outside-unreachable");
    }

    [Fact]
    public async Task Facts_that_are_missing_are_not_taken_for_no()
    {
        await using var strange = Strange(Results.Content("""{"isShanghaiHukou":true,"capacity":"full"}""", "application/json"));
        await strange.StartAsync();
        var registry = Client<IRegistry>(address: strange.Urls.Single());
        var failure = await Should.ThrowAsync<OutsideUnavailableException>(() => registry.ReadAsync(Adult, new DateOnly(2026, 9, 27), default));
        failure.Code.ShouldBe("outside-garbled");
    }

    [Fact]
    public async Task An_answer_that_is_not_json_is_no_answer()
    {
        await using var strange = Strange(Results.Content("<html>maintenance</html>", "text/html"));
        await strange.StartAsync();
        var failure = await Should.ThrowAsync<OutsideUnavailableException>(() => Send(Client<ISmsSender>(address: strange.Urls.Single())));
        failure.Code.ShouldBe("outside-garbled");
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_that_the_system_failed()
    {
        await Misbehave("sms", "slow", 1, 120_000);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Should.ThrowAsync<OperationCanceledException>(() => Client<ISmsSender>().SendAsync("19000000001", "您好", "k", patience.Token));
    }

    [Fact]
    public async Task A_missing_address_is_named_by_its_setting()
    {
        await using var provider = new ServiceCollection().AddOutside(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Send(provider.GetRequiredService<ISmsSender>()));
        failure.Message.ShouldContain("Outside:Sms:BaseAddress");
    }

    private static Task Send(ISmsSender sms) => sms.SendAsync("19000000001", "您好", "message-1", default);

    private static WebApplication Strange(IResult answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapFallback(() => answer);
        return app;
    }
}
