using System.Buffers;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Host.Access;
using CaseFlow.Host.Problems;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Events of outside systems. No account: the signature over the raw body is the proof, so it is checked before a byte of it is understood.</summary>
internal static class WebhookEndpoints
{
    private static readonly Problem UnknownSource = new(404, "webhook-source-unknown", "未配置此来源。", "This source is not configured.");
    private static readonly Problem Stale = new(401, "webhook-stale",
        "缺少 CaseFlow-Timestamp，或与当前时间相差超过五分钟：请校准时钟后重新签名发送。",
        "CaseFlow-Timestamp is missing or more than five minutes off: set the clock, sign again and send again.");
    private static readonly Problem BadSignature = new(401, "webhook-signature-wrong", "签名不正确。", "The signature is wrong.");
    private static readonly Problem TooLarge = new(413, "body-too-large", "事件内容超过 64 KB。", "The event is larger than 64 KB.");

    public static void MapWebhooks(this RouteGroupBuilder api) =>
        api.MapPost("webhooks/{source}", (Delegate)ReceiveAsync).WithTags("Webhooks")
            .Sends<ReceiveWebhook>("Receive a signed event (CloudEvents 1.0): applied once for an id, however often it arrives").AllowEverybody()
            .Accepts<CloudEvent>("application/json", "application/cloudevents+json")
            .Produces<WebhookReceipt>().Produces<WebhookReceipt>(202).Refuses(400, 401, 404, 409, 413, 415, 422);

    private static async Task<IResult> ReceiveAsync(string source, HttpContext context, IConfiguration configuration, CurrentActor current, Ask ask)
    {
        var stop = context.RequestAborted;
        if (configuration[$"Webhooks:{source}:Secret"] is not { Length: > 0 } secret)
            return new Refused(UnknownSource);
        if (await ReadAsync(context.Request, stop) is not { } body)
            return new Refused(TooLarge);
        var timestamp = context.Request.Headers[WebhookSignature.TimestampHeader].ToString();
        if (!WebhookSignature.IsFresh(timestamp, TimeProvider.System))
            return new Refused(Stale);
        if (!WebhookSignature.Fits(secret, timestamp, body, context.Request.Headers[WebhookSignature.SignatureHeader].ToString()))
            return new Refused(BadSignature);

        // The system acts in its own name; processes say by these names who may send an event.
        current.Actor = new Actor(Guid.Empty, source, source, [source], "", "", ActorKind.System, [], current.Actor.Ip);
        var told = CloudEvent.Read(body);
        var receipt = await ask.For(new ReceiveWebhook(source, told.Id, told.Type, told.Subject, told.Data));
        return Results.Json(receipt, statusCode: receipt.Kept ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > Limits.Webhook)
            return null;
        var buffer = ArrayPool<byte>.Shared.Rent(Limits.Webhook + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer.AsMemory(0, Limits.Webhook + 1), Limits.Webhook + 1, throwOnEndOfStream: false, stop);
            return length > Limits.Webhook ? null : buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class Refused(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => ProblemAnswers.WriteAsync(httpContext, problem);
    }
}
