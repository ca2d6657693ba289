using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>A program has done a task. The same report again is answered alike; another one is refused.</summary>
/// <param name="Worker">The name under which it was fetched.</param>
/// <param name="Result">What the workflow gets; no personal data.</param>
public sealed record CompleteExternalTask(string Id, string Worker, JsonElement? Result = null) : ICommand<ExternalTaskReported>;

internal sealed class CompleteExternalTaskValidator : AbstractValidator<CompleteExternalTask>
{
    public CompleteExternalTaskValidator() =>
        RuleFor(command => command.Worker).Must(ExternalTaskRules.IsWorker).WithErrorCode("worker-invalid").WithMessage(ExternalTaskRules.WorkerMessage);
}

internal sealed class CompleteExternalTaskHandler(ExternalTaskReport report) : IRequestHandler<CompleteExternalTask, ExternalTaskReported>
{
    public Task<ExternalTaskReported> Handle(CompleteExternalTask request, CancellationToken cancellationToken)
    {
        var result = request.Result ?? CaseJson.Element(null);
        return report.TakeAsync(request.Id, request.Worker, "completed", result.GetRawText(), token => new AnswerRequest(token, "Done", result), cancellationToken);
    }
}
