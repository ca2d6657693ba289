using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>Appeals against a red card that was raised wrongly (申诉、误发), once, with evidence. Until it is decided the card does not climb.</summary>
/// <param name="Ground">Why it should not have been raised.</param>
/// <param name="Evidence">What proves it: numbers of papers, waybills, records.</param>
public sealed record AppealRedCard(long Id, string Ground, string[] Evidence) : ICommand<RedCardView>;

internal sealed class AppealRedCardValidator : AbstractValidator<AppealRedCard>
{
    public AppealRedCardValidator()
    {
        RuleFor(command => command.Ground).IsAReason();
        RuleFor(command => command.Evidence).Must(evidence => evidence is { Length: > 0 and <= 10 } && evidence.All(one => one is { Length: > 0 and <= 200 } && !Reasons.IdNumber().IsMatch(one)))
            .WithErrorCode("evidence-invalid").WithMessage("请列明1至10项证据（每项不超过200个字符，勿填公民身份号码）。|Name 1 to 10 pieces of evidence (at most 200 characters each, no ID numbers).");
    }
}

internal sealed class AppealRedCardHandler(PgSession session, RedCards cards, CaseRunner runner) : IRequestHandler<AppealRedCard, RedCardView>
{
    public async Task<RedCardView> Handle(AppealRedCard request, CancellationToken cancellationToken)
    {
        var card = await cards.FindAsync(request.Id, cancellationToken);
        var open = await cards.OpenAsync(request.Id, "open", cancellationToken);
        if (await session.SingleAsync<bool>("select exists (select from red_card_step where signal_id = @Id and step = 'appealed')", request, cancellationToken))
            throw RefusedException.Conflict("red-card-already-appealed", "该红牌已申诉过一次并被驳回，请处置。", "An appeal against this card was rejected: dispose of it.");
        cards.Add(request.Id, "appealed", "appealed", request.Ground, evidence: request.Evidence);
        runner.Save(open);
        return await cards.ViewAsync(card with { Status = "appealed" }, cancellationToken);
    }
}
