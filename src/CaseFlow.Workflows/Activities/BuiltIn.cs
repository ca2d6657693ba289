using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>The registry of built-in kinds: a line here makes a kind known to the reader, the engine and the designer.</summary>
internal static class BuiltIn
{
    public static ImmutableArray<ActivityKind> Kinds { get; } =
    [
        new Flowchart(), new Sequence(), new Start(), new End(), new Finish(), new Complete(),
        new If(), new FlowDecision(), new FlowSwitch(), new FlowFork(), new FlowJoin(),
        new Parallel(), new Fork(), new Switch(), new FlowNode(), new For(), new ForEach(), new ParallelForEach(), new While(), new Break(), new StateMachine(),
        new SetVariable(), new SetOutput(), new SetName(), new Correlate(), new WriteLine(), new Fault(),
        new RunJavaScript(), new RefusedScript("Elsa.RunCSharp", "C#"), new RefusedScript("Elsa.RunPython", "Python"),
        new Delay(), new Timer(), new Cron(), new StartAt(), new RunTask(), new Event(), new PublishEvent(), new BulkDispatchWorkflows(),
        new SendHttpRequest(), new FlowSendHttpRequest(), new HttpEndpoint(), new WriteHttpResponse(),
        new HumanTask(), new AwaitEvent(),
    ];
}
