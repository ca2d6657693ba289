using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.Sla;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>Disposes of a red card (处置、销号): what caused the delay and what was done about it. The card stays on record.</summary>
/// <param name="Cause">A code of the house's list, such as <c>OWN_UNIT</c> or <c>POST</c>.</param>
/// <param name="Measure">What was done.</param>
/// <param name="ExpectedOn">When the applicant gets what was promised; they are told. The deadline stays where it was.</param>
public sealed record DisposeRedCard(long Id, string Cause, string Measure, DateOnly? ExpectedOn = null) : ICommand<RedCardView>;

internal sealed class DisposeRedCardValidator : AbstractValidator<DisposeRedCard>
{
    public DisposeRedCardValidator()
    {
        RuleFor(command => command.Cause).Matches("^[A-Z][A-Z_]{1,39}$").WithErrorCode("cause-invalid").WithMessage("请选择原因代码。|Choose the code of the cause.");
        RuleFor(command => command.Measure).IsAReason();
    }
}

internal sealed class DisposeRedCardHandler(RedCards cards, CaseRunner runner, MessagePost post, PaperPress papers, HouseRules rules, CaseScope scope) : IRequestHandler<DisposeRedCard, RedCardView>
{
    public async Task<RedCardView> Handle(DisposeRedCard request, CancellationToken cancellationToken)
    {
        rules.RedCards.MustKnow(request.Cause);
        var card = await cards.FindAsync(request.Id, cancellationToken);
        var open = await cards.OpenAsync(request.Id, "open", cancellationToken);
        if (request.ExpectedOn is { } day && day < ShanghaiTime.DateOf(scope.Now))
            throw RefusedException.Invalid("expected-passed", "新的预计日期已经过去。", "The new date has passed already.", "expectedOn");
        cards.Add(request.Id, "disposed", "disposed", request.Measure, request.Cause, expectedOn: request.ExpectedOn);
        await papers.IssueAsync("red-card-disposal", CaseJson.Element(new { cause = Title(request.Cause), request.Measure, request.ExpectedOn, card.Deadline }), cancellationToken);
        if (request.ExpectedOn is not null && open.Record.ClosedAt is null)
            await post.QueueAsync(scope.Case.Applicant, "late-with-new-date", "zh-CN", CaseJson.Element(new { request.ExpectedOn }), cancellationToken);
        runner.Save(open);
        return await cards.ViewAsync(card with { Status = "disposed", Cause = request.Cause }, cancellationToken);
    }

    private object Title(string cause)
    {
        var titles = rules.RedCards.Causes.FirstOrDefault(one => one.Code == cause)?.Title;
        return new { zh = titles?.GetValueOrDefault("zh-CN") ?? cause, en = titles?.GetValueOrDefault("en") ?? cause };
    }
}
