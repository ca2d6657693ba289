using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>Decides an appeal against a red card: accepted, the card is withdrawn (撤牌); rejected, it is open again and must be disposed of. Nobody decides their own appeal.</summary>
public sealed record DecideAppeal(long Id, bool Accept, string Reason) : ICommand<RedCardView>;

internal sealed class DecideAppealValidator : AbstractValidator<DecideAppeal>
{
    public DecideAppealValidator() => RuleFor(command => command.Reason).IsAReason();
}

internal sealed class DecideAppealHandler(PgSession session, RedCards cards, CaseRunner runner, PaperPress papers, CaseScope scope) : IRequestHandler<DecideAppeal, RedCardView>
{
    private sealed record Appeal(string Text, string[] Evidence, string By);

    public async Task<RedCardView> Handle(DecideAppeal request, CancellationToken cancellationToken)
    {
        var card = await cards.FindAsync(request.Id, cancellationToken);
        var open = await cards.OpenAsync(request.Id, "appealed", cancellationToken);
        var appeal = await session.SingleAsync<Appeal>("select text, evidence, by from red_card_step where signal_id = @Id and step = 'appealed' order by id desc limit 1", request, cancellationToken);
        if (appeal.By == scope.Actor.Login)
            throw RefusedException.Forbidden("appeal-own", "不能审定本人提出的申诉，请由其他负责人审定。", "Nobody decides their own appeal: another manager must.");
        var status = request.Accept ? "withdrawn" : "open";
        cards.Add(request.Id, request.Accept ? "withdrawn" : "appeal-rejected", status, request.Reason);
        await papers.IssueAsync("appeal-decision", CaseJson.Element(new { ground = appeal.Text, appeal.Evidence, accepted = request.Accept, request.Reason, card.Deadline }), cancellationToken);
        runner.Save(open);
        return await cards.ViewAsync(card with { Status = status }, cancellationToken);
    }
}
