using System.Text.Json;
using CaseFlow.Cases.Messages;

namespace CaseFlow.IdCards.Outside;

/// <summary>Sends text messages by the city's gateway, once per key.</summary>
internal sealed class SmsClient(OutsideLine line) : ISmsSender
{
    public Task SendAsync(string mobile, string text, string idempotencyKey, CancellationToken cancellationToken) =>
        line.WriteAsync<JsonElement>(HttpMethod.Post, "sms/messages", new { to = mobile, text }, idempotencyKey, cancellationToken);
}
