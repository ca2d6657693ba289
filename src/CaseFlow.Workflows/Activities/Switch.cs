using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>Runs the embedded activity of the first case that holds (<c>MatchFirst</c>) or of every case that holds (<c>MatchAny</c>), else the
/// default.</summary>
internal sealed class Switch : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.Switch", "Branching", "多路选择", "Switch", [Takes("mode", "String")], ["output"])
        .About("执行第一个（或每一个）成立的分支，否则执行默认分支。", "Runs the embedded activity of the first case that holds, or of all that hold, else the default.", "cases", "default");

    public override void Read(NodeReading reading) => reading.Node.Detail = (SwitchCase.ReadAll(reading, embedded: true), reading.Child("default"));

    public override void Begin(Step step)
    {
        var (cases, otherwise) = ((ImmutableArray<SwitchCase>, ActivityNode?))step.Node.Detail!;
        var matched = SwitchCase.Matching(step, cases);
        step.ScheduleAll(matched.IsEmpty ? [otherwise] : matched.Select(one => one.Activity));
    }

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes) => step.CompleteWhenEmpty();
}
