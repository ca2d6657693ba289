using System.Text.RegularExpressions;

namespace CaseFlow.Sandbox;

/// <summary>The SMS gateway: keeps what would be sent, so that a demo can read the code it needs.</summary>
internal sealed partial class Sms(Today today)
{
    private readonly Lock gate = new();
    private readonly List<TextMessage> sent = [];

    public void Forget()
    {
        lock (gate) sent.Clear();
    }

    public IResult Send(TextRequest request)
    {
        var to = Normal(request.To);
        var reasons = new Reasons()
            .Unless(Mobile().IsMatch(to), "mobile", "to must be a mobile number: 11 digits, 13 to 19 at the start, +86 allowed before.", "to")
            .Need(request.Text, "text")
            .Unless(request.Text is not { Length: > 500 }, "text-too-long", "text has more than 500 characters.", "text");
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var message = new TextMessage($"sms-{sent.Count + 1}", to, request.Text!, today.Now);
            sent.Add(message);
            return Results.Json(new { id = message.Id, at = message.At }, statusCode: 202);
        }
    }

    /// <summary>Oldest first; without a number, everybody's.</summary>
    public IResult List(string? to)
    {
        lock (gate) return Results.Ok(sent.Where(message => to is null || message.To == Normal(to)).ToArray());
    }

    // A «+» typed into an address unescaped arrives as a blank.
    private static string Normal(string? mobile)
    {
        var digits = (mobile ?? "").Trim().TrimStart('+');
        return digits.StartsWith("86") && digits.Length == 13 ? digits[2..] : digits;
    }

    [GeneratedRegex(@"^1[3-9][0-9]{9}\z", RegexOptions.None, 1000)]
    private static partial Regex Mobile();
}

internal sealed record TextRequest(string? To, string? Text);

internal sealed record TextMessage(string Id, string To, string Text, DateTimeOffset At);

internal static class SmsEndpoints
{
    public static void MapSms(this IEndpointRouteBuilder app)
    {
        app.Partner(Systems.Sms).MapPost("/sms/messages", (TextRequest request, Sms sms) => sms.Send(request));
        app.MapGet("/sms/messages", (string? to, Sms sms) => sms.List(to));
    }
}
