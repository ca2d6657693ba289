using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Clocks;

/// <summary>The time limits of a case, each with the day strip that explains it.</summary>
public sealed record GetClocks(string Number) : IQuery<IReadOnlyList<ClockView>>;

internal sealed class GetClocksHandler(CaseViews views) : IRequestHandler<GetClocks, IReadOnlyList<ClockView>>
{
    public async Task<IReadOnlyList<ClockView>> Handle(GetClocks request, CancellationToken cancellationToken) =>
        await views.ClocksAsync(await views.FindAsync(request.Number, cancellationToken), cancellationToken);
}
