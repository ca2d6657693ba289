using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CaseFlow.Sandbox;

/// <summary>Calls the product back: CloudEvents 1.0 in JSON, signed with HMAC-SHA-256 over time and body, so that neither can be changed.</summary>
internal sealed class Webhooks(Settings settings, Misbehaviour misbehaviour, Today today) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Lock gate = new();
    private readonly List<SentWebhook> sent = [];
    private readonly List<(string System, SentWebhook Webhook)> held = [];

    public void Forget()
    {
        lock (gate)
        {
            sent.Clear();
            held.Clear();
        }
    }

    /// <summary>Sends an event and answers with what the product said to it.</summary>
    public async Task<IResult> Send(string system, string type, string subject, object data, DateTimeOffset? at, int? repeat)
    {
        var source = system switch { Systems.Post => "ems", Systems.Aggregator => "kuaidi100", _ => system };
        var id = Guid.CreateVersion7().ToString();
        var content = JsonSerializer.SerializeToElement(data, Json.Options);
        var cloudEvent = new CloudEvent("1.0", id, source, type, subject, at ?? today.Now, "application/json", content);
        var webhook = new SentWebhook(id, source, type, subject, JsonSerializer.Serialize(cloudEvent, Json.Options));
        lock (gate) sent.Add(webhook);
        if (misbehaviour.HoldsBack(system))
        {
            lock (gate) held.Add((system, webhook));
            return Results.Ok(new { held = new { id = webhook.Id } });
        }
        var answer = await Deliver(webhook, Math.Clamp(repeat ?? misbehaviour.Copies(system), 1, 100), misbehaviour.Forges(system));
        foreach (var late in Release(system))
            await Deliver(late, 1, false);
        return answer;
    }

    private List<SentWebhook> Release(string system)
    {
        lock (gate)
        {
            var late = held.Where(one => one.System == system).Select(one => one.Webhook).ToList();
            held.RemoveAll(one => one.System == system);
            return late;
        }
    }

    /// <summary>Sends an earlier event once more under its own id, as a postal service does that got no answer.</summary>
    public async Task<IResult> SendAgain(string id)
    {
        SentWebhook? webhook;
        lock (gate) webhook = sent.Find(one => one.Id == id);
        return webhook is null
            ? Problems.NotFound("unknown-webhook", $"No webhook {id} was sent: GET /control/webhooks lists them.")
            : await Deliver(webhook, 1, false);
    }

    public IResult List()
    {
        lock (gate) return Results.Ok(sent.AsEnumerable().Reverse().Select(one => new { one.Id, one.Source, one.Type, one.Subject }).ToArray());
    }

    public void Dispose() => http.Dispose();

    private async Task<IResult> Deliver(SentWebhook webhook, int copies, bool forge)
    {
        var answers = new List<WebhookAnswer>();
        for (var i = 0; i < copies; i++)
        {
            try
            {
                answers.Add(await Call(webhook, forge));
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                return Problems.Of(502, "webhook-undelivered",
                    $"The product at {settings.CaseFlow} did not answer ({failure.Message}). Send it again with POST /control/webhooks/{webhook.Id}/again.");
            }
        }
        var first = answers[0];
        return Results.Ok(new { webhook = new { id = webhook.Id, first.Status, first.Body, repeats = copies > 1 ? answers[1..] : null } });
    }

    private async Task<WebhookAnswer> Call(SentWebhook webhook, bool forge)
    {
        // The timestamp is wall time even when the product runs on a virtual clock: it guards against replay.
        var timestamp = today.Now.ToUnixTimeSeconds().ToString();
        var signature = Sign(forge ? "not the secret" : settings.Secrets[webhook.Source], timestamp, webhook.Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.CaseFlow, $"/api/v1/webhooks/{webhook.Source}"));
        request.Content = new StringContent(webhook.Json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/cloudevents+json; charset=utf-8"));
        request.Headers.Add("CaseFlow-Timestamp", timestamp);
        request.Headers.Add("CaseFlow-Signature", signature);
        using var response = await http.SendAsync(request);
        return new WebhookAnswer((int)response.StatusCode, Parsed(await response.Content.ReadAsStringAsync()));
    }

    private static string Sign(string secret, string timestamp, string body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    private static JsonElement Parsed(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(body);
        }
    }

    private sealed record SentWebhook(string Id, string Source, string Type, string Subject, string Json);
}

/// <summary>What the product answered.</summary>
internal sealed record WebhookAnswer(int Status, JsonElement Body);

internal sealed record CloudEvent(
    string Specversion, string Id, string Source, string Type, string Subject, DateTimeOffset Time, string Datacontenttype, JsonElement Data);
