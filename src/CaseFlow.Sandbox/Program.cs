using System.Net;
using CaseFlow.Sandbox;

await SandboxServer.Build(args).RunAsync();

namespace CaseFlow.Sandbox
{
    /// <summary>The stand-ins for the outside world, as one web server on the loopback address. Tests start it in their own process.</summary>
    public static class SandboxServer
    {
        /// <summary>Builds the server; <c>SANDBOX_PORT</c> (0 = any free port) and other settings come from environment or <paramref name="args"/>.</summary>
        public static WebApplication Build(params string[] args)
        {
            // Settings come from environment and arguments only: a settings file of another room in the working directory must not count.
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            var settings = Settings.Read(builder.Configuration);
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, settings.Port);
                kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            });
            // Paths and bodies hold ID numbers: requests are not logged.
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
            builder.Services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
            builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
            builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Name);
            builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton<Today>();
            builder.Services.AddSingleton<Misbehaviour>().AddSingleton<Remembered>().AddSingleton<Webhooks>();
            builder.Services.AddSingleton<Registry>().AddSingleton<FaceCheck>().AddSingleton<Sms>().AddSingleton<Factory>().AddSingleton<Post>()
                .AddSingleton<PhotoStore>().AddSingleton<HomePolice>().AddSingleton<Aggregator>();

            var app = builder.Build();
            app.UseStatusCodePages();
            app.Use(Problems.Explain);
            app.Use(Remembered.KeepBody);

            app.MapRegistry();
            app.MapFaceCheck();
            app.MapSms();
            app.MapFactory();
            app.MapPost();
            app.MapPhotoStore();
            app.MapHomePolice();
            app.MapAggregator();
            app.MapControl();
            app.MapGet("/", () => Results.Ok(new { name = "CaseFlow.Sandbox", systems = Systems.All, health = "/health/ready" }));
            app.MapGet("/health/ready", () => Results.Ok(new { status = "ready" }));
            return app;
        }
    }
}
