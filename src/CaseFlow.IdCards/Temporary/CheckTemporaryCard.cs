using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Temporary;

/// <summary>查验临时身份证: whether a temporary card is out; at pickup it must come back (临时居民身份证管理办法, art. 12).
/// Result: <c>{out, card, issuedOn, validUntil}</c>.</summary>
/// <param name="Application">The number of the application it was issued for; null: this case.</param>
[Activity("CaseFlow.CheckTemporaryCard", Category = "IdCards", Zh = "查验临时身份证", En = "Check the temporary card",
    AboutZh = "查验是否有尚未交回的临时居民身份证。",
    AboutEn = "Whether a temporary card is out that must come back.")]
public sealed record CheckTemporaryCard(Guid Person, string? Application = null) : IActivityRequest;

internal sealed class CheckTemporaryCardHandler(TemporaryCards cards) : IRequestHandler<CheckTemporaryCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(CheckTemporaryCard request, CancellationToken cancellationToken)
    {
        var card = await cards.OutAsync(request.Person, request.Application, cancellationToken);
        return ActivityAnswer.Done(new Dictionary<string, object?>
        {
            ["out"] = card is not null, ["card"] = card?.Id, ["issuedOn"] = card?.IssuedOn, ["validUntil"] = card?.ValidUntil,
        });
    }
}
