namespace CaseFlow.Sandbox;

/// <summary>What a deployment of the sandbox may set; the defaults are the demo's.</summary>
/// <param name="Port">Loopback port; 0 takes a free one.</param>
/// <param name="ApiKey">The key the product must show on every partner call.</param>
/// <param name="CaseFlow">Where the product listens: webhooks go to <c>/api/v1/webhooks/{source}</c> below it.</param>
/// <param name="Secrets">Signing secret by webhook source.</param>
internal sealed record Settings(int Port, string ApiKey, Uri CaseFlow, IReadOnlyDictionary<string, string> Secrets)
{
    private const string DemoSecret = "sandbox-secret";

    public static Settings Read(IConfiguration configuration) => new(
        configuration.GetValue("SANDBOX_PORT", 8081),
        configuration["Sandbox:ApiKey"] ?? "sandbox-key",
        new Uri(configuration["CASEFLOW_URL"] ?? "http://127.0.0.1:8080"),
        new Dictionary<string, string>
        {
            ["ems"] = configuration["Webhooks:ems:Secret"] ?? DemoSecret,
            ["factory"] = configuration["Webhooks:factory:Secret"] ?? DemoSecret,
            ["national"] = configuration["Webhooks:national:Secret"] ?? DemoSecret,
            ["kuaidi100"] = configuration["Webhooks:kuaidi100:Secret"] ?? DemoSecret,
        });
}
