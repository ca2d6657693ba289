using CaseFlow.Host.Problems;

namespace CaseFlow.Host.Web;

/// <summary>What every endpoint says of itself: its command's name, who may call it, how it may refuse.</summary>
internal static class Endpoint
{
    /// <summary>The operation is called as its command or query: one name all the way.</summary>
    public static RouteHandlerBuilder Sends<TRequest>(this RouteHandlerBuilder endpoint, string summary) => endpoint.Called(typeof(TRequest).Name, summary);

    public static RouteHandlerBuilder Called(this RouteHandlerBuilder endpoint, string operation, string summary) =>
        endpoint.WithName(operation).WithSummary(summary).Refuses(StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable);

    public static RouteHandlerBuilder Allow(this RouteHandlerBuilder endpoint, string policy) =>
        endpoint.RequireAuthorization(policy).Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

    public static RouteHandlerBuilder AllowEverybody(this RouteHandlerBuilder endpoint) => endpoint.AllowAnonymous();

    /// <summary>A body is read: it can be broken, too large, or wrong in what it says.</summary>
    public static RouteHandlerBuilder ReadsBody(this RouteHandlerBuilder endpoint) => endpoint.Refuses(
        StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity);

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ProblemBody>(status, "application/problem+json");
        return endpoint;
    }
}
