using MediatR;

namespace CaseFlow.Host.Web;

/// <summary>How an endpoint hands over to the product: one command or query, given up when the caller leaves (a commit that has begun is finished).</summary>
internal sealed class Ask(IMediator mediator, CancellationToken callerLeft)
{
    public static ValueTask<Ask?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Ask?>(new Ask(context.RequestServices.GetRequiredService<IMediator>(), context.RequestAborted));

    public Task<T> For<T>(IRequest<T> request) => mediator.Send(request, callerLeft);
}
