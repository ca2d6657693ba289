using CaseFlow.Host.Access;
using CaseFlow.Host.Api;
using CaseFlow.Host.Problems;
using CaseFlow.Host.Starting;
using CaseFlow.Host.Web;

namespace CaseFlow.Host;

/// <summary>The server, as one reads it: what it is made of, what a request passes, where it can go.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            if (args is ["openapi", var file])
                return await Build(["--CaseFlow:Database=Host=nowhere"]).WriteDescriptionAsync(file);
            if (args is ["verify"])
                return await Build([]).VerifyAsync();
            await Build(args).RunAsync();
            return Environment.ExitCode;
        }
        catch (SettingsException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddDemoDefaults();
        var settings = Settings.Read(builder.Configuration);

        builder.ListenOn();
        builder.LimitBodies();
        builder.Services.ReadJsonStrictly();
        builder.Services.AddSignIn(settings);
        builder.Services.DenyUnlessAllowed();
        builder.Services.DescribeApi();
        builder.Services.AddDesk();
        builder.Services.AddProduct(settings, builder.Configuration);

        var app = builder.Build();
        app.UseRequestLog();
        app.UseProblemDetails();
        app.UseSecurityHeaders();
        app.UseDesk();
        app.UseBodyLimit();
        app.UseRouting();
        app.UseUnknownRoutes();
        app.UseStartingGate();
        app.UseAuthentication();
        app.UseRequestActor();
        app.UseCrossSiteDefence();
        app.UseAuthorization();
        app.MapFrontDoor();
        app.MapHealth();
        app.MapApiDescription();
        app.MapApi();
        app.MapWorkflowEndpoints();
        return app;
    }
}
