namespace CaseFlow.Host.Starting;

/// <summary>Where workflows/ and templates/ are: as configured, else the folder of the solution above the binary.</summary>
internal static class ContentRoot
{
    public static DirectoryInfo? Find(string? configured)
    {
        if (configured is { Length: > 0 })
            return Directory.Exists(configured) ? new DirectoryInfo(configured) : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CaseFlow.sln")))
                return folder;
        }

        return null;
    }
}
