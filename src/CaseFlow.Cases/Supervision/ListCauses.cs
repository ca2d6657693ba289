using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>The causes that the disposal of a red card may name (rulebook 6.2), from the rules of the house.</summary>
public sealed record ListCauses : IQuery<IReadOnlyList<CauseView>>;

/// <summary>A cause and what people call it, by locale.</summary>
public sealed record CauseView(string Code, IReadOnlyDictionary<string, string> Title);

internal sealed class ListCausesHandler(HouseRules rules) : IRequestHandler<ListCauses, IReadOnlyList<CauseView>>
{
    public Task<IReadOnlyList<CauseView>> Handle(ListCauses request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CauseView>>([.. rules.RedCards.Causes.Select(cause => new CauseView(cause.Code, cause.Title))]);
}
