using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Asks a program outside for a piece of work by name and waits for its answer.</summary>
internal sealed class RunTask : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Elsa.RunTask", "Primitives", "外部任务", "Run task", [Needs("taskName", "String"), Takes("payload", "ObjectDictionary")], ["taskId", "result"])
        .About("请外部程序完成一项工作，并等待结果。", "Asks a program outside for a piece of work and waits for its answer.");

    public override void Begin(Step step)
    {
        // Named by instance and visit: unique, and the same again when the visit is retried.
        step.Bind("taskId", Conversion.Text($"{step.Run.Instance.Id}-{step.Token}"));
        step.Record(new RequestIssued(step.Token, step.Node.NodeId, Descriptor.Type, JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>
        {
            ["taskName"] = Conversion.Text(step.Needed("taskName")),
            ["payload"] = step.Input("payload") ?? Conversion.Null,
        })));
    }

    public override void Resume(Step step, Stimulus stimulus)
    {
        step.Bind("result", ((AnswerRequest)stimulus).Result);
        step.Complete();
    }
}
