namespace CaseFlow.Host.Starting;

/// <summary>What production mode insists on: no default secret, no sandbox, real time.
/// The names of the outside systems are those of the rooms that call them.</summary>
internal static class ProductionRules
{
    private static readonly string[] OutsideSystems = ["Registry", "FaceCheck", "Sms", "Factory", "Post", "PhotoStore", "HomePolice"];
    private static readonly string[] WebhookSources = ["ems", "factory", "national"];

    public static IEnumerable<string> Broken(IConfiguration configuration)
    {
        if (Settings.WantsVirtualClock(configuration))
            yield return "CaseFlow:VirtualClock is on: production runs on real time.";
        if (string.IsNullOrWhiteSpace(configuration["CaseFlow:KeyFolder"]))
            yield return "CaseFlow:KeyFolder is missing: the folder with the keys of personal data, on a volume that is backed up.";
        foreach (var system in OutsideSystems)
        {
            foreach (var name in (string[])["BaseAddress", "ApiKey"])
            {
                var key = $"Outside:{system}:{name}";
                if (string.IsNullOrWhiteSpace(configuration[key]))
                    yield return $"{key} is missing.";
                else if (configuration[key] == DemoDefaults.ApiKey)
                    yield return $"{key} is the default of the sandbox.";
            }
        }

        foreach (var source in WebhookSources)
        {
            var key = $"Webhooks:{source}:Secret";
            if (string.IsNullOrWhiteSpace(configuration[key]))
                yield return $"{key} is missing.";
            else if (configuration[key] is DemoDefaults.WebhookSecret or { Length: < 16 })
                yield return $"{key} is the default of the sandbox or shorter than 16 characters.";
        }
    }
}
