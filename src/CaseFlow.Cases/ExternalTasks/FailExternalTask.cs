using System.Text.RegularExpressions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Workflows;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>A program cannot do a task: the process stops here with an incident. When an operator retries it, the task is open again.</summary>
/// <param name="Worker">The name under which it was fetched.</param>
/// <param name="Code">Stable code in kebab case, for operators' filters.</param>
/// <param name="Message">What happened, for the operator; no personal data.</param>
public sealed record FailExternalTask(string Id, string Worker, string Code, string Message) : ICommand<ExternalTaskReported>;

internal sealed partial class FailExternalTaskValidator : AbstractValidator<FailExternalTask>
{
    public FailExternalTaskValidator()
    {
        RuleFor(command => command.Worker).Must(ExternalTaskRules.IsWorker).WithErrorCode("worker-invalid").WithMessage(ExternalTaskRules.WorkerMessage);
        RuleFor(command => command.Code).Must(code => code is not null && Kebab().IsMatch(code)).WithErrorCode("code-invalid")
            .WithMessage("代码应为小写字母、数字与连字符，最多60个字符。|A code has lower-case letters, digits and hyphens, at most 60 characters.");
        RuleFor(command => command.Message).Must(message => message is { Length: > 0 and <= 2000 }).WithErrorCode("message-invalid")
            .WithMessage("请填写原因（最多2000个字符）。|Say what happened, in at most 2000 characters.");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$(?<=^.{1,60})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kebab();
}

internal sealed class FailExternalTaskHandler(ExternalTaskReport report) : IRequestHandler<FailExternalTask, ExternalTaskReported>
{
    public Task<ExternalTaskReported> Handle(FailExternalTask request, CancellationToken cancellationToken) => report.TakeAsync(request.Id, request.Worker, "failed",
        $"{request.Code}\n{request.Message}", token => new FailRequest(token, request.Code, request.Message), cancellationToken);
}
