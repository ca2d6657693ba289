using Microsoft.Extensions.Configuration.Memory;

namespace CaseFlow.Host.Starting;

/// <summary>Lets a demo start with nothing but a database: the sandbox plays the outside world. Any other source of configuration overrides these.</summary>
internal static class DemoDefaults
{
    public const string WebhookSecret = "sandbox-secret";
    public const string ApiKey = "sandbox-key";
    private const string Sandbox = "http://127.0.0.1:8081";

    public static void AddDemoDefaults(this WebApplicationBuilder builder)
    {
        var configuration = (IConfigurationBuilder)builder.Configuration;
        if (builder.Configuration["CaseFlow:Mode"] == "production")
            return;
        Dictionary<string, string?> defaults = new()
        {
            ["CaseFlow:Address"] = $"http://127.0.0.1:{builder.Configuration["PORT"] ?? "8080"}",
            ["Webhooks:ems:Secret"] = WebhookSecret,
            ["Webhooks:factory:Secret"] = WebhookSecret,
            ["Webhooks:national:Secret"] = WebhookSecret,
            ["Webhooks:kuaidi100:Secret"] = WebhookSecret,
        };
        foreach (var system in (string[])["Registry", "FaceCheck", "Sms", "Factory", "Post", "PhotoStore", "HomePolice"])
        {
            defaults[$"Outside:{system}:BaseAddress"] = builder.Configuration["CASEFLOW_SANDBOX"] ?? Sandbox;
            defaults[$"Outside:{system}:ApiKey"] = ApiKey;
        }

        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }
}
