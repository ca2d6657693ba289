using System.Text;

namespace CaseFlow.Sandbox.Tests;

/// <summary>What every outside system does alike: keys, idempotency, ordered misbehaviour, clear answers to bad input.</summary>
public sealed class DoorTests : Playground
{
    private static readonly object Message = new { to = "19000000001", text = "您好" };

    [Theory]
    [InlineData("")]
    [InlineData("Bearer wrong")]
    public async Task Without_its_key_a_system_answers_nobody(string header)
    {
        Http.DefaultRequestHeaders.Remove("Authorization");
        if (header.Length > 0) Http.DefaultRequestHeaders.Add("Authorization", header);
        var answer = await Post("/sms/messages", Message);
        answer.Status.ShouldBe(401);
        answer.Text("code").ShouldBe("api-key");
        (await Get("/sms/messages")).Body.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_the_work_is_done_once()
    {
        var first = await Post("/sms/messages", Message, "job-1");
        var second = await Post("/sms/messages", Message, "job-1");
        second.Replayed.ShouldBeTrue();
        second.Status.ShouldBe(first.Status);
        second.Body.GetRawText().ShouldBe(first.Body.GetRawText());
        (await Post("/sms/messages", Message, "job-2")).Replayed.ShouldBeFalse();
        (await Get("/sms/messages")).Body.GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await Post("/sms/messages", Message, "job-1");
        var answer = await Post("/sms/messages", new { to = "19000000002", text = "您好" }, "job-1");
        answer.Status.ShouldBe(409);
        answer.Text("code").ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task Many_calls_at_once_with_one_key_do_the_work_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Post("/sms/messages", Message, "job-1")));
        answers.Select(answer => answer.Body.GetRawText()).Distinct().Count().ShouldBe(1);
        (await Get("/sms/messages")).Body.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_call_leaves_its_key_free_for_the_corrected_one()
    {
        (await Post("/sms/messages", new { to = "1", text = "您好" }, "job-1")).Status.ShouldBe(400);
        (await Post("/sms/messages", Message, "job-1")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Ordered_failures_last_as_long_as_ordered_and_do_nothing()
    {
        await Post("/control/misbehave", new { system = "sms", mode = "fail", times = 2 });
        (await Post("/sms/messages", Message)).Status.ShouldBe(503);
        (await Post("/sms/messages", Message)).Status.ShouldBe(503);
        (await Get("/sms/messages")).Body.GetArrayLength().ShouldBe(0);
        (await Post("/sms/messages", Message)).Status.ShouldBe(202);
    }

    [Fact]
    public async Task A_lost_answer_means_the_work_is_done_and_the_key_finds_it()
    {
        await Post("/control/misbehave", new { system = "sms", mode = "lose" });
        (await Post("/sms/messages", Message, "job-1")).Status.ShouldBe(503);
        (await Get("/sms/messages")).Body.GetArrayLength().ShouldBe(1);
        (await Post("/sms/messages", Message, "job-1")).Replayed.ShouldBeTrue();
        (await Get("/sms/messages")).Body.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Misbehaviour_ends_with_none_with_a_reset_and_never_touches_other_systems()
    {
        await Post("/control/misbehave", new { system = "sms", mode = "fail", times = 100 });
        (await Post("/registry/queries", new { idNumber = "310100198803159918" })).Status.ShouldBe(200);
        await Post("/control/misbehave", new { system = "sms", mode = "none" });
        (await Post("/sms/messages", Message)).Status.ShouldBe(202);
        await Post("/control/misbehave", new { system = "sms", mode = "fail", times = 100 });
        await Post("/control/reset");
        (await Post("/sms/messages", Message)).Status.ShouldBe(202);
    }

    [Fact]
    public async Task A_slow_system_does_nothing_for_a_caller_who_gave_up()
    {
        await Post("/control/misbehave", new { system = "sms", mode = "slow", delayMs = 120_000 });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var body = new StringContent("""{"to":"19000000001","text":"x"}""", Encoding.UTF8, "application/json");
        await Should.ThrowAsync<TaskCanceledException>(() => Http.PostAsync("/sms/messages", body, patience.Token));
        (await Get("/sms/messages")).Body.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_next_webhooks_can_be_ordered_to_repeat_or_to_carry_a_wrong_signature()
    {
        await Put("/factory/orders/o1", new { caseNumber = "c1", applicantRef = "a1", validity = "20年" });
        await Post("/control/misbehave", new { system = "factory", mode = "forge" });
        await Post("/factory/orders/by-case/c1/reject", new { reason = "APPLICANT_RECAPTURE_PHOTO" });
        CaseFlow.Received.Single().SignedWith("factory-secret").ShouldBeFalse();

        await Post("/control/misbehave", new { system = "factory", mode = "repeat", times = 3 });
        await Post("/factory/orders/by-case/c1/hand-over", new { waybill = "1100000000018" });
        CaseFlow.Received.Skip(1).Count(webhook => webhook.SignedWith("factory-secret")).ShouldBe(3);
    }

    [Fact]
    public async Task A_wrong_order_of_misbehaviour_names_every_mistake() =>
        (await Post("/control/misbehave", new { system = "bank", mode = "explode", times = 0, delayMs = -1 })).ReasonCodes
            .ShouldBe(["unknown-word", "unknown-word", "range", "range"]);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"to":5}""")]
    public async Task Broken_json_is_named(string body)
    {
        var answer = await Post("/sms/messages", body);
        answer.Status.ShouldBe(400);
        answer.Text("code").ShouldBe("unreadable-body");
    }

    [Fact]
    public async Task A_body_beyond_one_megabyte_is_refused()
    {
        var answer = await Post("/sms/messages", $$"""{"to":"19000000001","text":"{{new string('x', 2_000_000)}}"}""");
        answer.Status.ShouldBe(413);
        answer.Text("code").ShouldBe("body-too-large");
    }

    [Fact]
    public async Task An_unknown_path_is_a_problem_and_health_says_ready()
    {
        (await Get("/no/such/path")).Text("code").ShouldBe("unknown-path");
        (await Get("/health/ready")).Text("status").ShouldBe("ready");
    }
}
