using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Waits for an event by name; names are case-sensitive.</summary>
internal sealed class Event : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Event", "Primitives", "等待事件", "Event", [Needs("eventName", "String")], ["result"])
        .About("等待一个具名事件；作为触发器时由该事件启动。", "Waits for an event by name; as a trigger it starts instances.");

    public override bool MayNeverCome => true;

    public override bool IsTrigger => true;

    public override ImmutableArray<string> TriggerKeys(IReadOnlyDictionary<string, JsonElement> inputs) =>
        inputs.TryGetValue("eventName", out var name) ? [Conversion.ToText(name)] : throw new ActivityFault("missing-input", "The name of the event is missing.");

    public override void BeginTriggered(Step step, JsonElement payload)
    {
        step.Bind("result", payload);
        step.Complete();
    }

    public override void Begin(Step step) => step.Record(new EventAwaited(step.Token, step.Node.NodeId, [step.Needed("eventName")], [], null));

    public override void Resume(Step step, Stimulus stimulus)
    {
        step.Bind("result", ((DeliverEvent)stimulus).Payload);
        step.Complete();
    }
}
