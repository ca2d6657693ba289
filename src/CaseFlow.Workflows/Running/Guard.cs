using System.Collections.Immutable;

namespace CaseFlow.Workflows;

/// <summary>A stimulus names what it is for; it is refused if nobody waits for it. So a late «complete task» and a doubled event do no harm.</summary>
internal static class Guard
{
    /// <summary>Every reason why not; empty if the stimulus is let in.</summary>
    public static ImmutableArray<Refusal> Check(WorkflowDefinition definition, WorkflowInstance instance, Stimulus stimulus) => stimulus switch
    {
        SetVariables s when instance.Status == InstanceStatus.Running => Repair.Check(definition, instance, s),
        MoveToActivity s when instance.Status == InstanceStatus.Running => Repair.Check(definition, instance, s),
        _ => First(definition, instance, stimulus) is { } refusal ? [refusal] : [],
    };

    private static Refusal? First(WorkflowDefinition definition, WorkflowInstance instance, Stimulus stimulus) => stimulus switch
    {
        StartWorkflow => instance.Status == InstanceStatus.New ? null : new("already-started", "该流程实例已经启动。", "The instance has already been started."),
        _ when instance.Status != InstanceStatus.Running =>
            new("not-running", "该流程实例不在运行中：尚未启动、已结束或已取消。", "The instance is not running: not started yet, finished, or cancelled."),
        CompleteTask s => Waits(instance, s.Token, WaitKind.Task) ?? Offered(instance.Visits[s.Token].Waiting!.Outcomes, s.Outcome),
        FireTimer s => Waits(instance, s.Token, WaitKind.Timer),
        DeliverEvent s => Waits(instance, s.Token, WaitKind.Event) ?? Awaited(instance.Visits[s.Token].Waiting!, s.EventName),
        AnswerRequest s => Waits(instance, s.Token, WaitKind.Request) ?? Offered(PortsOf(definition, instance, s.Token), s.Outcome),
        ReceiveHttpRequest s => Waits(instance, s.Token, WaitKind.HttpRequest) ?? Offered(PortsOf(definition, instance, s.Token), s.Outcome),
        FailRequest s => Waits(instance, s.Token, WaitKind.Task) is null || Waits(instance, s.Token, WaitKind.Event) is null ? null : Waits(instance, s.Token, WaitKind.Request),
        ChildEnded s => Waits(instance, s.Token, WaitKind.Request),
        RetryIncident s => Waits(instance, s.Token, WaitKind.Incident),
        SkipActivity s => Waits(instance, s.Token, WaitKind.Incident) ?? Offered(PortsOf(definition, instance, s.Token), s.Outcome),
        CancelWorkflow => null,
        _ => throw new ArgumentException($"No rule guards a {stimulus.GetType().Name}.", nameof(stimulus)),
    };

    private static Refusal? Waits(WorkflowInstance instance, long token, WaitKind kind) =>
        instance.Visits.TryGetValue(token, out var visit) && visit.Waiting?.Kind == kind ? null
            : new("not-waiting", $"第 {token} 号节点访问已不在等待（可能已被处理、已超时或已取消）。请刷新后再看。",
                $"Visit {token} no longer waits for this: it was done, timed out or was cancelled. Reload and look again.");

    private static Refusal? Offered(IReadOnlyCollection<string> ports, string outcome) =>
        ports.Contains(outcome) ? null
            : new("unknown-outcome", $"没有名为“{outcome}”的出口；可选：{string.Join("、", ports)}。",
                $"There is no port '{outcome}'; choose one of: {string.Join(", ", ports)}.");

    private static Refusal? Awaited(Waiting waiting, string name) =>
        waiting.EventNames.Contains(name) ? null
            : new("event-not-awaited", $"此处不等待事件“{name}”；等待的是：{string.Join("、", waiting.EventNames)}。",
                $"The event '{name}' is not awaited here; awaited: {string.Join(", ", waiting.EventNames)}.");

    private static IReadOnlyCollection<string> PortsOf(WorkflowDefinition definition, WorkflowInstance instance, long token) =>
        definition.Nodes[instance.Visits[token].Activity].Ports;
}
