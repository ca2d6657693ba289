namespace CaseFlow.Workflows.Activities;

/// <summary>Publishes an event: to this instance only when local, else to every instance that waits for it.</summary>
internal sealed class PublishEvent : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.PublishEvent", "Primitives", "发布事件", "Publish event",
        [Needs("eventName", "String"), Takes("correlationId", "String"), Takes("isLocalEvent", "Boolean"), Takes("payload", "Object")])
        .About("发布一个事件，给本实例或给所有等待它的实例。", "Publishes an event, to this instance or to all that wait for it.");

    public override void Begin(Step step)
    {
        step.Record(new EventPublished(step.Needed("eventName"), step.Text("correlationId"), step.Flag("isLocalEvent"),
            step.Input("payload") ?? Conversion.Null));
        step.Complete();
    }
}
