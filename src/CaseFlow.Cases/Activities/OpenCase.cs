using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Opens a case of its own that follows from this one, e.g. a complaint: for the same person at the same office, with its own number, clocks and end.
/// Result: <c>{number}</c>. However often the visit is tried, one case is opened.</summary>
/// <param name="Process">The process of the new case; its newest released version.</param>
/// <param name="Data">What the new case finds in <c>application</c>, beside <c>follows</c>, the number of this case.</param>
[Activity("CaseFlow.OpenCase", Zh = "另立办件", En = "Open a case",
    AboutZh = "由本办件另立一件办件，有自己的编号、时限和结果。",
    AboutEn = "Opens a case that follows from this one, with its own number, clocks and end.")]
public sealed record OpenCase(string Process, JsonElement? Data = null) : IActivityRequest;

internal sealed class OpenCaseHandler(IOutsideWork outside) : IRequestHandler<OpenCase, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(OpenCase request, CancellationToken cancellationToken)
    {
        outside.Enqueue(new OpenAnotherCase(request.Process, request.Data ?? CaseJson.Element(new { })));
        return Task.FromResult(ActivityAnswer.Later);
    }
}

/// <summary>Another case is another lock: it is opened after the commit of the case it follows, in a transaction of its own, once for its key.</summary>
internal sealed record OpenAnotherCase(string Process, JsonElement Data) : IOutsideJob;

internal sealed class OpenAnotherCaseHandler(IMediator mediator, RequestKey key) : IOutsideJobHandler<OpenAnotherCase>
{
    public async Task<ActivityAnswer> RunAsync(OpenAnotherCase job, OutsideCall call, CancellationToken cancellationToken)
    {
        // A crash between the new case's commit and the answer's repeats this job: the key finds the case that was opened.
        key.Value = $"open-case/{call.IdempotencyKey}";
        try
        {
            var opened = await mediator.Send(new FollowCase(call.CaseId!.Value, job.Process, job.Data), cancellationToken);
            return ActivityAnswer.Done(opened);
        }
        catch (RefusedException refused)
        {
            return ActivityAnswer.Failed(refused.Reasons[0].Code, refused.Reasons[0].En);
        }
        finally
        {
            key.Value = null;
        }
    }
}
