namespace CaseFlow.Workflows.Activities;

/// <summary>Waits for any of several events; the name of the one that came is the port.</summary>
internal sealed class AwaitEvent : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("CaseFlow.AwaitEvent", "CaseFlow", "等待外部事件", "Await event",
        [Takes("senders", "String[]"), Takes("form", "String"), Takes("correlationId", "String")], ["result", "event"], ports: [])
        .About("等待几个外部事件之一；到来的事件就是出口。", "Waits for any of several events; the one that came is the port.");

    public override void Read(NodeReading reading) => reading.Node.Ports = reading.Names("events");

    public override void Check(ActivityNode node, Findings findings)
    {
        if (node.Ports.IsEmpty)
            findings.Error("missing-input", node, node.JsonPath + ".events", "未指定等待的事件（events）。", "It names no events to wait for (events).");
    }

    public override void Begin(Step step)
    {
        if (step.Node.Ports.IsEmpty)
            throw new ActivityFault("missing-input", $"'{step.Node.Id}' names no events to wait for.");
        step.Record(new EventAwaited(step.Token, step.Node.NodeId, step.Node.Ports, step.Names("senders"), step.Text("form"), step.Text("correlationId")));
    }

    public override void Resume(Step step, Stimulus stimulus)
    {
        var delivered = (DeliverEvent)stimulus;
        step.Bind("result", delivered.Payload);
        step.Bind("event", Conversion.Text(delivered.EventName));
        step.Complete(delivered.EventName);
    }

    public override bool MayNeverCome => true;
}
