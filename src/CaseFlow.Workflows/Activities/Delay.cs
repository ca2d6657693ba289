namespace CaseFlow.Workflows.Activities;

/// <summary>Waits for a length of time: <c>1.02:03:04</c> or an ISO 8601 duration.</summary>
internal sealed class Delay : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Delay", "Scheduling", "等待一段时间", "Delay", [Takes("timeSpan", "TimeSpan")])
        .About("等待一段时间。", "Waits for a length of time.");

    public override void Begin(Step step)
    {
        var length = step.Input("timeSpan") is { } given ? Conversion.ToDuration(given) : TimeSpan.FromMinutes(1);
        step.Record(new TimerArmed(step.Token, Instants.Add(step.Run.Now, length)));
    }
}

/// <summary>Instants far out of range end at the last one there is instead of failing.</summary>
internal static class Instants
{
    public static DateTimeOffset Add(DateTimeOffset start, TimeSpan length) =>
        length > DateTimeOffset.MaxValue - start ? DateTimeOffset.MaxValue : length < DateTimeOffset.MinValue - start ? DateTimeOffset.MinValue
            : start + length;
}
