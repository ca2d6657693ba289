namespace CaseFlow.Sandbox.Tests;

public sealed class WebhookTests : Playground
{
    private const string Case = "310-SFZ-20260928-000001-5";
    private const string Parcel = "1100000000018";

    [Fact]
    public async Task A_webhook_is_a_cloud_event_signed_with_the_secret_of_its_source()
    {
        await HandOver();
        await Post($"/post/waybills/{Parcel}/events", new { code = 704, signer = "self", at = "2026-10-12T14:05:00+08:00" });

        var webhooks = CaseFlow.Received.ToArray();
        webhooks.Select(webhook => webhook.Source).ShouldBe(["factory", "ems"]);
        webhooks[0].SignedWith("factory-secret").ShouldBeTrue();
        webhooks[0].SignedWith("ems-secret").ShouldBeFalse();
        webhooks[1].SignedWith("ems-secret").ShouldBeTrue();
        webhooks[1].ContentType.ShouldBe("application/cloudevents+json; charset=utf-8");

        var sent = webhooks[1].Event;
        sent.GetProperty("specversion").GetString().ShouldBe("1.0");
        sent.GetProperty("source").GetString().ShouldBe("ems");
        sent.GetProperty("type").GetString().ShouldBe("post.event");
        sent.GetProperty("subject").GetString().ShouldBe($"waybill:{Parcel}");
        sent.GetProperty("time").GetDateTimeOffset().ShouldBe(DateTimeOffset.Parse("2026-10-12T06:05:00Z"));
        sent.GetProperty("data").GetRawText().ShouldBe($$"""{"waybill":"{{Parcel}}","code":704,"name":"投递结果反馈-妥投","signer":"self","opTime":"2026-10-12T14:05:00+08:00"}""");
        webhooks[0].Event.GetProperty("subject").GetString().ShouldBe($"case:{Case}");
    }

    [Fact]
    public async Task The_timestamp_is_wall_time_whatever_the_time_of_the_event()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await HandOver();
        long.Parse(CaseFlow.Received.Single().Timestamp).ShouldBeInRange(before, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_repeated_webhook_has_the_same_event_id_each_time()
    {
        await HandOver();
        var answer = await Post($"/post/waybills/{Parcel}/events", new { code = 702, repeat = 5 });
        answer.At("webhook.repeats").GetArrayLength().ShouldBe(4);
        var events = CaseFlow.Received.Skip(1).ToArray();
        events.Length.ShouldBe(5);
        events.Select(webhook => webhook.Event.GetProperty("id").GetString()).Distinct().ShouldBe([answer.Text("webhook.id")]);
        (await Get($"/post/waybills/{Parcel}")).At("traces").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task An_earlier_webhook_can_be_sent_again_under_its_own_id()
    {
        await HandOver();
        var id = (await Get("/control/webhooks")).Text("0.id");
        (await Post($"/control/webhooks/{id}/again")).Text("webhook.status").ShouldBe("200");
        CaseFlow.Received.Select(webhook => webhook.Body).Distinct().Count().ShouldBe(1);
        CaseFlow.Received.Count.ShouldBe(2);
        (await Post("/control/webhooks/none/again")).Text("code").ShouldBe("unknown-webhook");
    }

    [Fact]
    public async Task A_refusal_of_the_product_is_reported_as_it_was()
    {
        CaseFlow.Status = 401;
        var answer = await HandOver();
        answer.Status.ShouldBe(200);
        answer.Text("webhook.status").ShouldBe("401");
        answer.Text("webhook.body.accepted").ShouldBe("false");
    }

    [Fact]
    public async Task When_the_product_is_down_the_call_says_so_and_how_to_send_again()
    {
        await CaseFlow.DisposeAsync();
        var answer = await HandOver();
        answer.Status.ShouldBe(502);
        answer.Text("code").ShouldBe("webhook-undelivered");
        answer.Text("detail")!.ShouldContain("/again");
    }

    private async Task<Answer> HandOver()
    {
        await Put("/factory/orders/o1", new { caseNumber = Case, applicantRef = "a1", validity = "20年" });
        return await Post($"/factory/orders/by-case/{Case}/hand-over", new { waybill = Parcel });
    }
}
