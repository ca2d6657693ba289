namespace CaseFlow.Workflows.Tests.Walking;

/// <summary>What a piece of a random process can be.</summary>
internal enum Kind
{
    // Leaves.
    Say, Task, Delay, AwaitEvent, Event, Ask, Count, SetWrong, SetOwn, Publish, SetOutput, SetName, Fault, Start, End, Finish, Break, Decision, FlowFork, FlowSwitch, Join,

    // Containers.
    Chart, Sequence, Parallel, Fork, If, Switch, For, ForEach, ParallelForEach, While, Embedded,
}
