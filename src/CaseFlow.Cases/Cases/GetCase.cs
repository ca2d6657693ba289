using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>One case, masked, with its clocks, open tasks, awaited events and incidents.</summary>
public sealed record GetCase(string Number) : IQuery<CaseView>;

internal sealed class GetCaseHandler(CaseViews views) : IRequestHandler<GetCase, CaseView>
{
    public async Task<CaseView> Handle(GetCase request, CancellationToken cancellationToken) =>
        await views.ViewAsync(await views.FindAsync(request.Number, cancellationToken), cancellationToken);
}
