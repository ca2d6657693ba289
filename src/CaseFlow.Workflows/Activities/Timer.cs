namespace CaseFlow.Workflows.Activities;

/// <summary>Inside a workflow: waits one interval. As a trigger it starts instances, again and again.</summary>
internal sealed class Timer : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Timer", "Scheduling", "定时器", "Timer", [Takes("interval", "TimeSpan")])
        .About("等待一个间隔；作为触发器时按间隔启动。", "Waits one interval; as a trigger it starts instances at that interval.");

    public override bool IsTrigger => true;

    public override void Begin(Step step)
    {
        var length = step.Input("interval") is { } given ? Conversion.ToDuration(given) : TimeSpan.FromMinutes(1);
        step.Record(new TimerArmed(step.Token, Instants.Add(step.Run.Now, length)));
    }
}
