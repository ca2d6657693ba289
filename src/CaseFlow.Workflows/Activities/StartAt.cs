namespace CaseFlow.Workflows.Activities;

/// <summary>Waits until an instant; one that has passed does not wait. As a trigger it starts one instance then.</summary>
internal sealed class StartAt : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Elsa.StartAt", "Scheduling", "等待到指定时间", "Start at", [Needs("dateTime", "DateTimeOffset")])
        .About("等到指定的时间；已过则不等。", "Waits until an instant; one that has passed does not wait.");

    public override bool IsTrigger => true;

    public override void Begin(Step step)
    {
        var due = Conversion.ToInstant(Conversion.Text(step.Needed("dateTime")));
        if (due <= step.Run.Now)
            step.Complete();
        else
            step.Record(new TimerArmed(step.Token, due));
    }
}
