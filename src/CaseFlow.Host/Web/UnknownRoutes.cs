namespace CaseFlow.Host.Web;

/// <summary>
/// Answers 404, 405 and 415 before the deny-by-default policy is asked: without this a misspelt address would say «sign in first».
/// It tells nothing that the public description of the API does not.
/// </summary>
internal static class UnknownRoutes
{
    public static void UseUnknownRoutes(this WebApplication app) => app.Use((context, next) =>
    {
        switch (context.GetEndpoint())
        {
            case RouteEndpoint:
                return next(context);
            case { RequestDelegate: { } methodOrTypeNotSupported }:
                return methodOrTypeNotSupported(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    });
}
