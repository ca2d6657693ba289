using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>A MediatR request: issued with its evaluated inputs, answered by its handler at once or by a job later.</summary>
internal sealed class Request(ActivityDescriptor descriptor) : ActivityKind
{
    public override ActivityDescriptor Descriptor => descriptor;

    public override void Begin(Step step)
    {
        var input = new Dictionary<string, JsonElement>();
        foreach (var name in step.Node.Inputs.Keys) // what is null is left out, so that the request's own default holds
            if (step.Input(name) is { } value)
                input[name] = value;
        step.Record(new RequestIssued(step.Token, step.Node.NodeId, descriptor.Type, JsonSerializer.SerializeToElement(input)));
    }

    public override void Resume(Step step, Stimulus stimulus)
    {
        var answer = (AnswerRequest)stimulus;
        foreach (var output in descriptor.Outputs)
            step.Bind(output, Part(answer.Result, output));
        step.Complete(answer.Outcome);
    }

    /// <summary><c>result</c> takes the whole answer, any other output the member of that name.</summary>
    private static JsonElement Part(JsonElement result, string output) =>
        output == "result" ? result : Json.Get(result, output) ?? Conversion.Null;
}
