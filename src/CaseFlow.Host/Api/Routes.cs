namespace CaseFlow.Host.Api;

/// <summary>Every resource of the API, one file each.</summary>
internal static class Routes
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapSignIn();
        api.MapCases();
        api.MapTasks();
        api.MapInbox();
        api.MapNotes();
        api.MapNews();
        api.MapSignals();
        api.MapSupervision();
        api.MapSearch();
        api.MapAdministration();
        api.MapDashboard();
        api.MapDigest();
        api.MapPrivacy();
        api.MapDefinitions();
        api.MapInstances();
        api.MapCalendars();
        api.MapIncidents();
        api.MapOperations();
        api.MapRetention();
        api.MapJobs();
        api.MapExternalTasks();
        api.MapMobileCodes();
        api.MapQueries();
        api.MapWebhooks();
        api.MapClock();
        api.MapInstallation();
    }
}
