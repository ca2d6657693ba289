using System.Reflection;
using CaseFlow.Cases.Words;
using CaseFlow.Host.Access;
using CaseFlow.Host.Starting;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>What this installation is.</summary>
internal static class InstallationEndpoints
{
    public static string Version { get; } =
        typeof(InstallationEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The first thing a person who opens the address sees.</summary>
    public static void MapFrontDoor(this WebApplication app) =>
        app.MapGet("/", () => new FrontDoor("CaseFlow", Version, "/openapi/v1.json", "/health/ready")).AllowAnonymous().ExcludeFromDescription();

    public static void MapInstallation(this RouteGroupBuilder api)
    {
        api.MapGet("words/{locale}", (string locale, Ask ask) => ask.For(new ListWords(locale))).WithTags("System")
            .Sends<ListWords>("How the codes of the installed processes are called: states, steps, decisions, reasons, events").Allow(Policy.SignedIn).Refuses(404);
        api.MapGet("words/{locale}/{kind}", (string locale, string kind, Ask ask) => ask.For(new ListManyWords(locale, kind))).WithTags("System")
            .Sends<ListManyWords>("How activities are called (`activity`), and what rules of decision tables cite (`source`), by what stands in their files").Allow(Policy.SignedIn).Refuses(404);
        api.MapGet("system", (Settings settings, IConfiguration configuration) => new InstallationView(
                Version, settings.Mode, settings.VirtualClock, settings.IsProduction ? null : configuration["Outside:Post:BaseAddress"]))
            .WithTags("System").Called("GetSystem", "Version and mode of this installation").Allow(Policy.Administer);
    }

    /// <summary>Where to go from here.</summary>
    internal sealed record FrontDoor(string Name, string Version, string Api, string Health);

    /// <summary>This installation.</summary>
    /// <param name="Mode"><c>demo</c> or <c>production</c>.</param>
    /// <param name="Sandbox">Where the stand-ins of the outside world answer; absent in production.</param>
    internal sealed record InstallationView(string Version, string Mode, bool VirtualClock, string? Sandbox);
}
