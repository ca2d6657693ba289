using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using FluentValidation;
using MediatR;
using Refusal = CaseFlow.Cases.Pipeline.Refusal;

namespace CaseFlow.Cases.Operating;

/// <summary>Ends visits where they stand and goes on at another activity of the same flowchart or sequence, or of one around it.</summary>
/// <param name="Activity">Where to: the activity's id, or its node id where the id stands in several containers.</param>
/// <param name="Tokens">The visits to end.</param>
/// <param name="From">Or instead of tokens: the activity all of whose open visits end.</param>
/// <param name="Instance">An instance of the case that another one started; null: the case's own.</param>
public sealed record MoveToActivity(string Number, string Activity, string Reason, long[]? Tokens = null, string? From = null, string? Instance = null) : ICommand<CaseChange>;

internal sealed class MoveToActivityValidator : AbstractValidator<MoveToActivity>
{
    public MoveToActivityValidator()
    {
        RuleFor(command => command.Reason).IsAReason();
        RuleFor(command => command.Activity).NotEmpty().WithErrorCode("activity-missing").WithMessage("请选择要移动到的活动。|Choose the activity to move to.");
        RuleFor(command => command).Must(command => command.Tokens is { Length: > 0 and <= 100 } ^ !string.IsNullOrEmpty(command.From)).WithName("tokens").WithErrorCode("from-missing")
            .WithMessage("请指定要移动的节点访问（tokens）或活动（from）之一。|Say what to move: either tokens or from.");
    }
}

internal sealed class MoveToActivityHandler(OperatedInstance instances, CaseViews views, CaseRunner runner, InterventionLog log) : IRequestHandler<MoveToActivity, CaseChange>
{
    public async Task<CaseChange> Handle(MoveToActivity request, CancellationToken cancellationToken)
    {
        var open = await instances.OpenAsync(request.Number, request.Instance, cancellationToken);
        var target = NodeIn(open, request.Activity, "activity");
        long[] tokens = request.Tokens ?? TokensAt(open, NodeIn(open, request.From!, "from"));
        log.Add(nameof(MoveToActivity), request.Reason, new { from = tokens.Select(token => open.Instance.Visits.GetValueOrDefault(token)?.Activity).Distinct(), to = target.NodeId });
        await runner.AdvanceAsync(open, new Workflows.MoveToActivity([.. tokens], target.NodeId, request.Reason), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }

    private static ActivityNode NodeIn(OpenInstance open, string activity, string field)
    {
        var nodes = open.Process.Definition.Nodes;
        if (nodes.TryGetValue(activity, out var exact))
            return exact;
        return nodes.Values.Where(node => node.Id == activity).Take(2).ToList() is [var only] ? only
            : throw RefusedException.Invalid("unknown-activity", $"流程中没有活动“{activity}”，或有多个同名活动（请用节点路径）。", $"The process has no activity '{activity}', or several (use the node id).", field);
    }

    private static long[] TokensAt(OpenInstance open, ActivityNode node) =>
        open.Instance.Visits.Values.Where(visit => visit.Activity == node.NodeId).Select(visit => visit.Token).ToArray() is { Length: > 0 } tokens ? tokens
            : throw new RefusedException(RefusalKind.Conflict, new Refusal("not-there", $"该办件当前不在“{node.Id}”。", $"The case does not stand at '{node.Id}'."));
}
