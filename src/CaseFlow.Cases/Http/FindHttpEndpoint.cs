using CaseFlow.Cases.Pipeline;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Http;

/// <summary>What the route behind an address lets in, so that a request can be judged before it is read.</summary>
public sealed record FindHttpEndpoint(EndpointAddress Address) : IQuery<HttpRoute>;

internal sealed class FindHttpEndpointHandler(EndpointIndex endpoints) : IRequestHandler<FindHttpEndpoint, HttpRoute>
{
    public async Task<HttpRoute> Handle(FindHttpEndpoint request, CancellationToken cancellationToken) => (await endpoints.ChooseAsync(request.Address, cancellationToken)).Route;
}
