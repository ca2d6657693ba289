namespace CaseFlow.Testing;

/// <summary>Where the clone stands.</summary>
public static class Repository
{
    /// <summary>The folder of CaseFlow.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CaseFlow.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No CaseFlow.sln above {AppContext.BaseDirectory}.");
    }

    /// <summary>A path in the clone.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);
}
