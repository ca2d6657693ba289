using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>Says what was done about a supervision order or an urge (回复). An urge is answered with that; an order waits for who issued it.</summary>
public sealed record ReplySupervision(long Id, string Reply) : ICommand<SupervisionView>;

/// <summary>Accepts the reply to a supervision order, which closes it, or sends it back with the reason.</summary>
public sealed record CloseSupervision(long Id, bool Accept, string Reason) : ICommand<SupervisionView>;

internal sealed class ReplySupervisionValidator : AbstractValidator<ReplySupervision>
{
    public ReplySupervisionValidator() => RuleFor(command => command.Reply).IsAReason();
}

internal sealed class CloseSupervisionValidator : AbstractValidator<CloseSupervision>
{
    public CloseSupervisionValidator() => RuleFor(command => command.Reason).IsAReason();
}

internal sealed class ReplySupervisionHandler(Supervisions supervisions, CaseRunner runner, DecisionLog log, CaseScope scope) : IRequestHandler<ReplySupervision, SupervisionView>
{
    public async Task<SupervisionView> Handle(ReplySupervision request, CancellationToken cancellationToken)
    {
        var (order, open) = await supervisions.OpenAsync(request.Id, cancellationToken);
        if (order.Status != "open")
            throw Supervisions.NotOpen(order);
        if (order.Owner is { } owner && owner != scope.Actor.Login)
            throw RefusedException.Forbidden("supervision-not-yours", $"该督办单由 {owner} 承办，须本人回复。", $"This order is for {owner}, who must reply.");
        var status = order.Kind == "urge" ? "closed" : "replied";
        supervisions.Add(request.Id, "replied", status, request.Reply);
        log.Add(order.Kind == "urge" ? "urge" : "supervise", "REPLIED");
        runner.Save(open);
        return order with { Status = status, Reply = request.Reply, RepliedBy = scope.Actor.Login };
    }
}

internal sealed class CloseSupervisionHandler(Supervisions supervisions, CaseRunner runner, DecisionLog log, CaseScope scope) : IRequestHandler<CloseSupervision, SupervisionView>
{
    public async Task<SupervisionView> Handle(CloseSupervision request, CancellationToken cancellationToken)
    {
        var (order, open) = await supervisions.OpenAsync(request.Id, cancellationToken);
        if (order.Status != "replied")
            throw Supervisions.NotOpen(order);
        if (order.RepliedBy == scope.Actor.Login)
            throw RefusedException.Forbidden("supervision-own-reply", "不能审核本人的回复。", "Nobody accepts their own reply.");
        var status = request.Accept ? "closed" : "open";
        supervisions.Add(request.Id, request.Accept ? "closed" : "returned", status, request.Reason);
        log.Add("supervise", request.Accept ? "CLOSED" : "RETURNED");
        runner.Save(open);
        return order with { Status = status };
    }
}
