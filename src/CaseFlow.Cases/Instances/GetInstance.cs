using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Instances;

/// <summary>One instance that runs without a case: its state, its outputs, what it waits for.</summary>
public sealed record GetInstance(string Id) : IQuery<InstanceView>;

internal sealed class GetInstanceHandler(InstanceViews views) : IRequestHandler<GetInstance, InstanceView>
{
    public Task<InstanceView> Handle(GetInstance request, CancellationToken cancellationToken) => views.ViewAsync(request.Id, cancellationToken);
}
