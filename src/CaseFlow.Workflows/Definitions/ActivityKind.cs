using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>A kind of activity: what the designer shows, how its definition is read, what it does. One file each.</summary>
internal abstract class ActivityKind
{
    public abstract ActivityDescriptor Descriptor { get; }

    /// <summary>True if its end also ends the sequence or flowchart around it.</summary>
    public virtual bool IsTerminal => false;

    /// <summary>True if it waits for something outside that may never happen.</summary>
    public virtual bool MayNeverCome => false;

    /// <summary>Reads what is more than inputs and outputs: embedded activities, bare members, ports that the definition decides.</summary>
    public virtual void Read(NodeReading reading)
    {
    }

    /// <summary>Checks that need the whole definition.</summary>
    public virtual void Check(ActivityNode node, Findings findings)
    {
    }

    public abstract void Begin(Step step);

    /// <summary>Whether expressions in it and inside it may read this name although no variable is declared: a loop's value, a child's id.</summary>
    public virtual bool Offers(ActivityNode node, string name) => false;

    /// <summary>True if it can start an instance when it is marked <c>canStartWorkflow</c>.</summary>
    public virtual bool IsTrigger => false;

    /// <summary>What the outside names the trigger by, from its inputs: the event's name, method and path. Empty for timers.</summary>
    public virtual ImmutableArray<string> TriggerKeys(IReadOnlyDictionary<string, JsonElement> inputs) => [];

    /// <summary>Begins as the trigger that started the instance: what it would wait for has come.</summary>
    public virtual void BeginTriggered(Step step, JsonElement payload) => step.Complete();

    /// <summary>A visit directly inside has ended; its variables are still in <paramref name="child"/>.</summary>
    public virtual void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes) => step.Complete();

    /// <summary>What the visit waited for has arrived; the guard has checked that it did wait for this.</summary>
    public virtual void Resume(Step step, Stimulus stimulus) => step.Complete();

    /// <summary>Whether an operator may start any activity inside a visit of this kind.</summary>
    public virtual bool CanBeEnteredAnywhere => false;

    /// <summary>An operator has ended <paramref name="cancelled"/> inside the visit and starts <paramref name="target"/> there instead.</summary>
    public virtual void Enter(Step step, IReadOnlyCollection<Visit> cancelled, ActivityNode target) => step.Schedule(target);

    protected static ActivityDescriptor Describe(string type, string category, string zh, string en, ImmutableArray<ActivityInput> inputs = default,
        ImmutableArray<string> outputs = default, ImmutableArray<string>? ports = null) =>
        new(type, category, inputs.IsDefault ? [] : inputs, outputs.IsDefault ? [] : outputs, ports ?? ["Done"], IsRequest: false)
        {
            Title = ImmutableDictionary<string, string>.Empty.Add("zh-CN", zh).Add("en", en),
        };

    protected static ActivityInput Needs(string name, string type) => new(name, type, Required: true);

    protected static ActivityInput Takes(string name, string type) => new(name, type, Required: false);
}
