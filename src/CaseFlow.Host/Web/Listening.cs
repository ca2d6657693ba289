namespace CaseFlow.Host.Web;

/// <summary>Where the server listens and what it says on its console.</summary>
internal static class Listening
{
    public static void ListenOn(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
            builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration["PORT"] ?? "8080"}");
        // The framework's own request lines hold addresses with their queries, and so may hold personal data.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // The folder of session keys is readable by its owner alone; the warning about it would greet every first start.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
    }
}
