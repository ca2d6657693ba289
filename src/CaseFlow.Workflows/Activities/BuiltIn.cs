using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>The registry of built-in kinds: a line here makes a kind known to the reader, the engine and the designer.</summary>
internal static class BuiltIn
{
    public static ImmutableArray<ActivityKind> Kinds { get; } =
    [
        new Flowchart(), new Sequence(), new Start(), new End(), new Finish(), new Complete(),
        new If(), new FlowDecision(), new FlowSwitch(), new FlowFork(), new FlowJoin(),
        new SetVariable(), new SetOutput(), new WriteLine(), new Fault(),
        new Delay(), new Event(), new PublishEvent(),
        new HumanTask(), new AwaitEvent(),
    ];
}
