namespace CaseFlow.Sandbox.Tests;

/// <summary>The aggregator as a second source, what it does wrong on request, redirected parcels, and the police of other provinces.</summary>
public sealed class SecondSourceTests : Playground
{
    private const string Case = "310-SFZ-20260928-000001-5";
    private const string Parcel = "1100000000018";
    private const string Adult = "310100198803159918";

    private async Task HandOver()
    {
        await Put("/factory/orders/o1", new { caseNumber = Case, applicantRef = "a1", validity = "20年", portrait = "social-point", delivery = "post" });
        await Post($"/factory/orders/by-case/{Case}/hand-over", new { waybill = Parcel });
    }

    [Fact]
    public async Task The_aggregator_tells_its_own_codes_under_its_own_name()
    {
        (await Post($"/aggregator/waybills/{Parcel}/events", new { code = "501", at = "2026-10-12T14:05:00+08:00" })).Text("webhook.status").ShouldBe("200");
        var told = CaseFlow.Received.Single();
        (told.Source, told.SignedWith("sandbox-secret")).ShouldBe(("kuaidi100", true));
        told.Event.GetProperty("type").GetString().ShouldBe("post.trace");
        told.Event.GetProperty("data").GetRawText().ShouldBe($$"""{"waybill":"{{Parcel}}","code":"501","name":"派件","opTime":"2026-10-12T14:05:00+08:00"}""");
        (await Post($"/aggregator/waybills/{Parcel}/events", new { code = "9x" })).ReasonCodes.ShouldBe(["unknown-code"]);
    }

    [Theory]
    [InlineData("3", "6")]
    [InlineData("5", "3")]
    public async Task An_aggregator_that_shall_contradict_says_the_opposite_once(string seen, string said)
    {
        await Post("/control/misbehave", new { system = "aggregator", mode = "contradict" });
        foreach (var _ in new[] { 1, 2 })
            await Post($"/aggregator/waybills/{Parcel}/events", new { code = seen });
        CaseFlow.Received.Select(webhook => webhook.Event.GetProperty("data").GetProperty("code").GetString()).ShouldBe([said, seen]);
    }

    [Fact]
    public async Task A_reordered_webhook_arrives_after_the_next_one()
    {
        await HandOver();
        await Post("/control/misbehave", new { system = "post", mode = "reorder" });
        (await Post($"/post/waybills/{Parcel}/events", new { code = 702 })).Body.TryGetProperty("held", out _).ShouldBeTrue();
        await Post($"/post/waybills/{Parcel}/events", new { code = 705, reason = "OTHER" });
        CaseFlow.Received.Skip(1).Select(webhook => webhook.Event.GetProperty("data").GetProperty("code").GetInt32()).ShouldBe([705, 702]);
    }

    [Fact]
    public async Task A_parcel_is_redirected_until_a_courier_has_it()
    {
        var manifest = new { waybill = Parcel, recipientName = "测试", phone = "19000000001", address = "上海市黄浦区测试路1号", caseRef = Case };
        var elsewhere = new { waybill = Parcel, recipientName = "测试", phone = "19000000002", address = "上海市浦东新区样板街2号", caseRef = Case };
        await HandOver();
        await Post("/post/manifests", manifest);
        (await Put($"/post/manifests/{Parcel}", elsewhere)).Status.ShouldBe(200);
        await Post($"/post/waybills/{Parcel}/events", new { code = 702 });
        (await Put($"/post/manifests/{Parcel}", manifest)).Text("code").ShouldBe("out-for-delivery");
        (await Put("/post/manifests/1100000000026", manifest)).Status.ShouldBe(400, "the manifest names another waybill");
    }

    [Fact]
    public async Task The_police_at_home_approve_unless_they_were_told_otherwise()
    {
        var question = new { idNumber = Adult, question = "check", caseNumber = Case };
        (await Post("/registry/home-police/answers", question)).Text("outcome").ShouldBe("approved");
        await Put($"/registry/home-police/{Adult}", new { check = new { outcome = "refused", reasons = new[] { "DISHONESTY_LIST" } }, issue = new { outcome = "pending", reasons = Array.Empty<string>() } });
        (await Post("/registry/home-police/answers", question)).Text("reasons.0").ShouldBe("DISHONESTY_LIST");
        (await Post("/registry/home-police/answers", new { idNumber = Adult, question = "issue", caseNumber = Case })).Text("outcome").ShouldBe("pending");
        await Put($"/registry/persons/{Adult}", new { reset = true });
        (await Post("/registry/home-police/answers", question)).Text("outcome").ShouldBe("approved");
    }
}
