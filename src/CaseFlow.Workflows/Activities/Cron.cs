namespace CaseFlow.Workflows.Activities;

/// <summary>Inside a workflow: waits until the next instant of a cron expression (six fields, UTC). As a trigger it starts instances, again and again.</summary>
internal sealed class Cron : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Cron", "Scheduling", "按 Cron 等待", "Cron", [Needs("cronExpression", "String")])
        .About("等到 Cron 表达式的下一个时刻；作为触发器时按时启动。", "Waits until the next instant of a cron expression; as a trigger it starts instances then.");

    public override void Check(ActivityNode node, Findings findings)
    {
        if (!node.Inputs.TryGetValue("cronExpression", out var input) || input.Expression is not LiteralExpression { Value: var text })
            return;
        try
        {
            CronSchedule.Parse(Conversion.ToText(text));
        }
        catch (FormatException error)
        {
            findings.Error("cron-syntax", node, input.Path, $"Cron 表达式无法解析：{error.Message}", $"The cron expression does not parse: {error.Message}");
        }
    }

    public override bool IsTrigger => true;

    public override void Begin(Step step)
    {
        try
        {
            var due = CronSchedule.Parse(step.Needed("cronExpression")).After(step.Run.Now);
            step.Record(new TimerArmed(step.Token, due ?? throw new ActivityFault("cron-never", "The cron expression never comes due.")));
        }
        catch (FormatException error)
        {
            throw new ActivityFault("cron-syntax", error.Message);
        }
    }
}
