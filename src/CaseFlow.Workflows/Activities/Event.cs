namespace CaseFlow.Workflows.Activities;

/// <summary>Waits for an event by name; names are case-sensitive.</summary>
internal sealed class Event : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Event", "Primitives", "等待事件", "Event", [Needs("eventName", "String")], ["result"]);

    public override void Begin(Step step) => step.Record(new EventAwaited(step.Token, step.Node.NodeId, [step.Needed("eventName")], [], null));

    public override void Resume(Step step, Stimulus stimulus)
    {
        step.Bind("result", ((DeliverEvent)stimulus).Payload);
        step.Complete();
    }
}
