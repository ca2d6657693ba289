using CaseFlow.Cases.Http;

namespace CaseFlow.Host.Starting;

/// <summary>What workflows may do over HTTP, from <c>Workflows:Http</c>.</summary>
internal static class WorkflowHttp
{
    public static HttpOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Workflows:Http");
        var standard = new HttpOptions();
        return standard with
        {
            AllowedHosts = List(section.GetSection("AllowedHosts")),
            Credentials = section.GetSection("Credentials").GetChildren()
                .ToDictionary(one => one.Key, one => new HttpCredential(one["Value"] ?? "", List(one.GetSection("Hosts"))), StringComparer.Ordinal),
            Timeout = TimeSpan.FromSeconds(section.GetValue("TimeoutSeconds", standard.Timeout.TotalSeconds)),
            LargestAnswer = section.GetValue("LargestAnswer", standard.LargestAnswer),
        };
    }

    /// <summary>A list as configuration files write it (<c>Name:0</c>, <c>Name:1</c>) or, for the environment, one text with commas.</summary>
    private static IReadOnlyList<string> List(IConfigurationSection section) => section.Value is { } text
        ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : [.. section.GetChildren().Select(one => one.Value).OfType<string>()];
}
