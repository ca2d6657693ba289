using CaseFlow.Cases.Pipeline;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>Gives a program the oldest free tasks of these names and keeps them from others for the length of a lease. What is not reported by then is free again.</summary>
/// <param name="TaskNames">What the program can do.</param>
/// <param name="Worker">The program's name for itself: it reports under the same.</param>
/// <param name="LeaseSeconds">5 seconds to 1 hour.</param>
/// <param name="Limit">At most so many, up to 100.</param>
public sealed record FetchExternalTasks(string[] TaskNames, string Worker, int LeaseSeconds = 60, int Limit = 10) : ICommand<IReadOnlyList<ExternalTaskView>>;

internal sealed class FetchExternalTasksValidator : AbstractValidator<FetchExternalTasks>
{
    public FetchExternalTasksValidator()
    {
        RuleFor(command => command.TaskNames).Must(names => names is { Length: > 0 and <= 50 }).WithErrorCode("task-names-missing")
            .WithMessage("请给出1至50个任务名。|Give 1 to 50 names of tasks.");
        RuleFor(command => command.Worker).Must(ExternalTaskRules.IsWorker).WithErrorCode("worker-invalid").WithMessage(ExternalTaskRules.WorkerMessage);
        RuleFor(command => command.LeaseSeconds).InclusiveBetween(5, 3600).WithErrorCode("lease-out-of-range").WithMessage(ExternalTaskRules.LeaseMessage);
        RuleFor(command => command.Limit).InclusiveBetween(1, 100).WithErrorCode("limit-out-of-range").WithMessage("一次领取1至100个任务。|Fetch 1 to 100 tasks at a time.");
    }
}

/// <summary>What is the same for every call of a program.</summary>
internal static class ExternalTaskRules
{
    public const string WorkerMessage = "请给出程序名称（最多100个字符）。|Give the program's name for itself, at most 100 characters.";
    public const string LeaseMessage = "租期为5至3600秒。|A lease lasts 5 to 3600 seconds.";

    public static bool IsWorker(string? name) => name is { Length: > 0 and <= 100 };
}

internal sealed class FetchExternalTasksHandler(ExternalTaskList tasks) : IRequestHandler<FetchExternalTasks, IReadOnlyList<ExternalTaskView>>
{
    public Task<IReadOnlyList<ExternalTaskView>> Handle(FetchExternalTasks request, CancellationToken cancellationToken) =>
        tasks.LeaseAsync(request.TaskNames, tasks.WorkerOf(request.Worker), request.LeaseSeconds, request.Limit, cancellationToken);
}
