namespace CaseFlow.Host.Api;

/// <summary>Every resource of the API, one file each.</summary>
internal static class Routes
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapSignIn();
        api.MapClock();
        api.MapInstallation();
    }
}
