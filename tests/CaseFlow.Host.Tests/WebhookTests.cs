using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

public sealed class WebhookTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Secret = "sandbox-secret";

    [Fact]
    public async Task A_signed_event_reaches_the_case_once_however_often_it_is_sent()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        var number = await World.OpenAcceptedAsync(clerk);
        var body = Event(number);
        using var first = await SendAsync(body);
        first.StatusCode.ShouldBe(HttpStatusCode.OK, await first.Content.ReadAsStringAsync());
        (await first.JsonAsync()).GetProperty("accepted").GetBoolean().ShouldBeTrue();
        for (var i = 0; i < 4; i++)
        {
            using var again = await SendAsync(body);
            again.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await again.JsonAsync()).GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        }

        var view = await (await clerk.GetAsync($"/api/v1/cases/{number}")).JsonAsync();
        view.GetProperty("state").GetString().ShouldBe("CLOSED_DELIVERED");
    }

    [Fact]
    public async Task An_event_that_nobody_waits_for_is_kept()
    {
        var number = await World.OpenAsync(await server.AsAsync("clerk.ceshilu"));
        using var response = await SendAsync(Event(number));
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await response.JsonAsync()).GetProperty("kept").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_subject_may_be_a_key_that_a_case_registered()
    {
        await World.OpenAcceptedAsync(await server.AsAsync("clerk.ceshilu"));
        using var response = await SendAsync(Event("waybill:1100000000018"));
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_subject_that_no_case_knows_is_not_found() =>
        await (await SendAsync(Event("nobody"))).ShouldBeProblemAsync(HttpStatusCode.NotFound, "subject-unknown");

    [Theory]
    [InlineData("v1=00")]
    [InlineData("")]
    [InlineData("v1=zz000000000000000000000000000000000000000000000000000000000000zz")]
    [InlineData("v2=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("v1=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_wrong_signature_is_refused(string signature) =>
        await (await SendAsync(Event("x"), signature: signature)).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "webhook-signature-wrong");

    [Fact]
    public async Task A_changed_body_no_longer_fits_its_signature()
    {
        var timestamp = Now();
        var signature = Sign(timestamp, Event("310"));
        await (await SendAsync(Event("311"), timestamp, signature)).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "webhook-signature-wrong");
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(302)]
    public async Task A_recorded_event_is_worth_nothing_after_five_minutes(int seconds) =>
        await (await SendAsync(Event("x"), Now(seconds))).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "webhook-stale");

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("-9223372036854775808")]
    public async Task A_timestamp_that_is_none_is_refused(string timestamp) =>
        await (await SendAsync(Event("x"), timestamp)).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "webhook-stale");

    [Fact]
    public async Task A_source_without_a_secret_does_not_exist() =>
        await (await SendAsync(Event("x"), source: "stranger")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "webhook-source-unknown");

    [Fact]
    public async Task A_large_event_is_refused_before_it_is_read() =>
        await (await SendAsync(new string('x', 100_000))).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");

    [Fact]
    public async Task A_signed_body_that_is_no_event_is_told_everything_that_is_missing()
    {
        var problem = await (await SendAsync("""{"specversion":"0.3","data":7}"""))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "cloud-event-attribute");
        problem.GetProperty("reasons").GetArrayLength().ShouldBe(6);
        await (await SendAsync("{")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "json-invalid");
    }

    private static string Event(string subject) =>
        $$$"""
        {"specversion":"1.0","id":"{{{Guid.NewGuid()}}}","source":"/ems","type":"post.event","subject":"{{{subject}}}","time":"2026-09-28T01:00:00Z",
         "data":{"code":"10"},"traceparent":"00-x"}
        """;

    private static string Now(int offset = 0) => (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + offset).ToString();

    private static string Sign(string timestamp, string body) =>
        "v1=" + Convert.ToHexStringLower(WebhookSignature.Of(Secret, timestamp, Encoding.UTF8.GetBytes(body)));

    private async Task<HttpResponseMessage> SendAsync(string body, string? timestamp = null, string? signature = null, string source = "ems")
    {
        timestamp ??= Now();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/webhooks/{source}") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        request.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, timestamp);
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, signature ?? Sign(timestamp, body));
        return await server.Anonymous().SendAsync(request);
    }
}
