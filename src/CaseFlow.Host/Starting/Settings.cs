using Npgsql;

namespace CaseFlow.Host.Starting;

/// <summary>What an installation says about itself, read once. Names: <c>CaseFlow:Mode</c>, <c>CaseFlow:Database</c> and so on;
/// the short variables CASEFLOW_DATABASE, CASEFLOW_DATA, CASEFLOW_VIRTUAL_CLOCK and CASEFLOW_SANDBOX serve scripts.</summary>
internal sealed record Settings
{
    public required bool IsProduction { get; init; }

    public required string Database { get; init; }

    /// <summary>The business clock stands still until an administrator moves it.</summary>
    public required bool VirtualClock { get; init; }

    /// <summary>The folder that holds workflows/ and templates/.</summary>
    public required DirectoryInfo ContentRoot { get; init; }

    /// <summary>Holds the keys of encrypted personal data and, below it, those of sessions.
    /// Whoever loses it loses the data; whoever reads it reads them.</summary>
    public required DirectoryInfo KeyFolder { get; init; }

    /// <summary>The built desk; null where it was not built, and then there is only the API.</summary>
    public DirectoryInfo? Desk { get; init; }

    public DirectoryInfo SessionKeys => new(Path.Combine(KeyFolder.FullName, "session-keys"));

    public string Mode => IsProduction ? "production" : "demo";

    /// <summary>Reads all, or throws with everything that is missing at once.</summary>
    public static Settings Read(IConfiguration configuration)
    {
        var mode = configuration["CaseFlow:Mode"] ?? "demo";
        var production = mode == "production";
        List<string> missing = [];
        if (mode is not ("demo" or "production"))
            missing.Add($"CaseFlow:Mode is '{mode}': use demo or production.");
        var database = configuration["CaseFlow:Database"] ?? configuration["CASEFLOW_DATABASE"];
        if (string.IsNullOrWhiteSpace(database))
            missing.Add("CaseFlow:Database is missing: a PostgreSQL connection string, e.g. Host=127.0.0.1;Database=caseflow;Username=caseflow;Password=… "
                + "(the variable CASEFLOW_DATABASE serves as well).");
        else if (!IsConnectionString(database))
            missing.Add("CaseFlow:Database is not a connection string of the form Host=…;Database=…;Username=….");
        var root = Starting.ContentRoot.Find(configuration["CaseFlow:ContentRoot"]);
        if (root is null)
            missing.Add("CaseFlow:ContentRoot is missing: the folder that holds workflows/ and templates/.");
        if (production)
            missing.AddRange(ProductionRules.Broken(configuration));
        if (missing.Count > 0)
            throw new SettingsException(missing);

        return new Settings
        {
            IsProduction = production,
            Database = database!,
            VirtualClock = WantsVirtualClock(configuration),
            ContentRoot = root!,
            Desk = new[] { configuration["CaseFlow:Desk"], Path.Combine(AppContext.BaseDirectory, "wwwroot"), Path.Combine(root!.FullName, "src", "CaseFlow.Web", "dist") }
                .Where(folder => folder is { Length: > 0 } && File.Exists(Path.Combine(folder, "index.html"))).Select(folder => new DirectoryInfo(folder!)).FirstOrDefault(),
            KeyFolder = new DirectoryInfo(configuration["CaseFlow:KeyFolder"]
                ?? Path.Combine(configuration["CASEFLOW_DATA"] ?? Path.Combine(root!.FullName, ".data"), "keys")),
        };
    }

    public static bool WantsVirtualClock(IConfiguration configuration) =>
        configuration.GetValue("CaseFlow:VirtualClock", configuration.GetValue("CASEFLOW_VIRTUAL_CLOCK", false));

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>The server cannot start as it is configured; carries every reason.</summary>
internal sealed class SettingsException(IReadOnlyList<string> missing)
    : Exception("CaseFlow cannot start:\n" + string.Join('\n', missing.Select(line => "  - " + line)))
{
    public IReadOnlyList<string> Missing { get; } = missing;
}
