using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>One case, masked, with its clocks, open tasks, awaited events and incidents. That somebody opened it is noted: the citizen may ask who did.</summary>
public sealed record GetCase(string Number) : IQuery<CaseView>;

internal sealed class GetCaseHandler(CaseViews views, CaseOpenings openings) : IRequestHandler<GetCase, CaseView>
{
    public async Task<CaseView> Handle(GetCase request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        openings.Note(id);
        return await views.ViewAsync(id, cancellationToken);
    }
}
