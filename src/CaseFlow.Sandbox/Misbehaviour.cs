namespace CaseFlow.Sandbox;

/// <summary>What the next calls of a system shall do wrong.</summary>
/// <param name="System">One of registry, face, sms, factory, post, photos, aggregator, home-police, national.</param>
/// <param name="Mode">slow: waits first · fail: 503, nothing done · lose: does the work, then 503 · repeat: sends the next webhook <c>times</c> times ·
/// forge: signs the next webhooks wrongly ·
/// reorder: holds the next webhook back until another of the system was sent · contradict: the aggregator says the opposite of what it saw · none: behaves again.</param>
/// <param name="Times">How many calls it lasts (for repeat: how often one webhook is sent).</param>
/// <param name="DelayMs">How long slow waits.</param>
internal sealed record Misbehave(string? System, string? Mode, int Times = 1, int DelayMs = 0);

/// <summary>Misbehaviour ordered by a control call; a system does one wrong thing at a time.</summary>
internal sealed class Misbehaviour
{
    public static readonly string[] Modes = ["slow", "fail", "lose", "repeat", "forge", "reorder", "contradict", "none"];

    private readonly Lock gate = new();
    private readonly Dictionary<string, Misbehave> ordered = [];

    public void Forget()
    {
        lock (gate) ordered.Clear();
    }

    public void Order(Misbehave order)
    {
        lock (gate)
        {
            if (order.Mode == "none") ordered.Remove(order.System!);
            else ordered[order.System!] = order;
        }
    }

    public async ValueTask<object?> Apply(string system, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        switch (Take(system, "slow", "fail", "lose"))
        {
            case { Mode: "slow" } slow:
                try
                {
                    await Task.Delay(slow.DelayMs, context.HttpContext.RequestAborted);
                }
                catch (OperationCanceledException)
                {
                    // The caller gave up; it must not find the work done by a call it believes dead.
                    return Results.Empty;
                }
                return await next(context);
            case { Mode: "fail" }:
                return Problems.Of(503, "ordered-failure", $"{system} fails because a control call ordered it; nothing was done.");
            case { Mode: "lose" }:
                await next(context);
                return Problems.Of(503, "ordered-lost-answer", $"{system} did the work and loses the answer because a control call ordered it.");
            default:
                return await next(context);
        }
    }

    /// <summary>How often the next webhook of the system is sent.</summary>
    public int Copies(string system) => Take(system, "repeat")?.Times ?? 1;

    /// <summary>Whether the next webhook of the system is signed wrongly.</summary>
    public bool Forges(string system) => Take(system, "forge") is not null;

    /// <summary>Whether the next webhook of the system waits until another was sent.</summary>
    public bool HoldsBack(string system) => Take(system, "reorder") is not null;

    /// <summary>Whether the system says the opposite of what it saw.</summary>
    public bool Contradicts(string system) => Take(system, "contradict") is not null;

    private Misbehave? Take(string system, params string[] modes)
    {
        lock (gate)
        {
            if (!ordered.TryGetValue(system, out var order) || !modes.Contains(order.Mode)) return null;
            if (order.Times <= 1 || order.Mode == "repeat") ordered.Remove(system);
            else ordered[system] = order with { Times = order.Times - 1 };
            return order;
        }
    }
}
