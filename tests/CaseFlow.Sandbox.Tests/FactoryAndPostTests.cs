namespace CaseFlow.Sandbox.Tests;

public sealed class FactoryAndPostTests : Playground
{
    private const string Case = "310-SFZ-20260928-000001-5";
    private const string Parcel = "1100000000018";

    private static readonly object Order = new { caseNumber = Case, applicantRef = "a1", validity = "20年", portrait = "last", delivery = "post" };

    [Fact]
    public async Task An_order_is_taken_once_and_other_data_under_its_number_are_refused()
    {
        (await Put("/factory/orders/o1", Order)).Status.ShouldBe(201);
        (await Put("/factory/orders/o1", Order)).Status.ShouldBe(200);
        (await Put("/factory/orders/o1", new { caseNumber = Case, applicantRef = "a1", validity = "5年" })).Text("code").ShouldBe("order-differs");
        (await Get($"/factory/orders?caseNumber={Case}")).Body.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_rejected_order_may_be_placed_again()
    {
        await Put("/factory/orders/o1", Order);
        var rejected = await Post($"/factory/orders/by-case/{Case}/reject", new { reason = "APPLICANT_RECAPTURE_PHOTO" });
        rejected.Text("webhook.status").ShouldBe("200");
        (await Get("/factory/orders/o1")).Text("state").ShouldBe("REJECTED");
        (await Put("/factory/orders/o1", new { caseNumber = Case, applicantRef = "a1", validity = "20年", portrait = "new" })).Status.ShouldBe(201);
        (await Get("/factory/orders/o1")).Text("state").ShouldBe("IN_PRODUCTION");
    }

    [Fact]
    public async Task A_hand_over_creates_the_waybill_and_tells_the_product()
    {
        await Put("/factory/orders/o1", Order);
        var answer = await Post($"/factory/orders/by-case/{Case}/hand-over", new { waybill = Parcel, at = "2026-10-09T16:00:00+08:00" });
        answer.Text("webhook.status").ShouldBe("200");
        answer.Text("webhook.body.accepted").ShouldBe("true");

        var trace = await Get($"/post/waybills/{Parcel}");
        trace.Text("caseRef").ShouldBe(Case);
        trace.Text("traces.0.opCode").ShouldBe("203");
        trace.Text("traces.0.opName").ShouldBe("收寄计费信息");
    }

    [Fact]
    public async Task An_arrival_sends_no_webhook_because_the_clerk_registers_it()
    {
        await Put("/factory/orders/o1", Order);
        (await Post($"/factory/orders/by-case/{Case}/arrive")).Text("state").ShouldBe("SENT_TO_POINT");
        CaseFlow.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_without_an_order_is_named_with_what_to_look_for()
    {
        var answer = await Post("/factory/orders/by-case/unknown/hand-over", new { waybill = Parcel });
        answer.Status.ShouldBe(404);
        answer.Text("code").ShouldBe("no-order-for-case");
    }

    [Fact]
    public async Task A_manifest_is_taken_once_and_never_with_an_id_number()
    {
        var manifest = new { waybill = Parcel, recipientName = "测试甲子", phone = "19000000001", address = "上海市黄浦区测试路1号", caseRef = Case };
        (await Post("/post/manifests", manifest)).Status.ShouldBe(201);
        (await Post("/post/manifests", manifest)).Status.ShouldBe(200);
        var other = new { waybill = Parcel, recipientName = "别人", phone = "19000000001", address = "别处", caseRef = Case };
        (await Post("/post/manifests", other)).Text("code").ShouldBe("manifest-differs");
        var forbidden = new { waybill = "1100000000026", recipientName = "测试甲子 310100198803159918", phone = "19000000001", address = "测试路", caseRef = Case };
        (await Post("/post/manifests", forbidden)).ReasonCodes.ShouldBe(["id-number"]);
    }

    [Fact]
    public async Task A_waybill_number_used_again_for_another_case_starts_a_new_trace()
    {
        foreach (var number in new[] { "case-1", "case-2" })
        {
            await Put($"/factory/orders/{number}", new { caseNumber = number, applicantRef = "a1", validity = "20年" });
            await Post($"/factory/orders/by-case/{number}/hand-over", new { waybill = Parcel });
            await Post($"/post/waybills/{Parcel}/events", new { code = 702 });
        }
        var trace = await Get($"/post/waybills/{Parcel}");
        trace.Text("caseRef").ShouldBe("case-2");
        trace.At("traces").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Every_post_event_is_in_the_trace_under_its_name()
    {
        await Put("/factory/orders/o1", Order);
        await Post($"/factory/orders/by-case/{Case}/hand-over", new { waybill = Parcel });
        await Post($"/post/waybills/{Parcel}/events", new { code = 702 });
        await Post($"/post/waybills/{Parcel}/events", new { code = "705", reason = "RECIPIENT_UNREACHABLE" });
        await Post($"/post/waybills/{Parcel}/events", new { code = 704, signer = "proxy", proxy = "P10", courierConfirmed = true, suishenCode = true });

        var trace = await Get($"/post/waybills/{Parcel}");
        trace.At("traces").EnumerateArray().Select(line => line.GetProperty("opCode").GetInt32()).ShouldBe([203, 702, 705, 704]);
        trace.Text("traces.2.opDesc").ShouldBe("未联系上收件人，安排再投");
        trace.Text("traces.3.opDesc").ShouldBe("已由他人代签收");
    }

    [Fact]
    public async Task A_wrong_event_is_refused_and_nothing_is_sent()
    {
        (await Post($"/post/waybills/{Parcel}/events", new { code = 702 })).Text("code").ShouldBe("unknown-waybill");
        (await Post($"/post/waybills/{Parcel}/events", new { code = 799, signer = "dog" })).ReasonCodes
            .ShouldBe(["unknown-code", "unknown-word", "signer-without-delivery"]);
        CaseFlow.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1100000000018", null)]
    [InlineData("EA473124829CN", null)]
    [InlineData("EA473124828CN", "waybill-check-digit")]
    [InlineData("110000000001", "waybill-shape")]
    [InlineData("", "waybill-shape")]
    public async Task A_waybill_number_is_checked(string waybill, string? code)
    {
        await Put("/factory/orders/o1", Order);
        var answer = await Post($"/factory/orders/by-case/{Case}/hand-over", new { waybill });
        if (code is null) answer.Status.ShouldBe(200);
        else answer.ReasonCodes.ShouldBe([code]);
    }
}
