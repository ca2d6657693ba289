using System.Text.Json;

namespace CaseFlow.Cases.Settings;

/// <summary>A switch or number of a process that may be set without a new version: where it is declared, what it may be, and what it is if nobody set it.</summary>
/// <param name="Process">The process whose file declares it.</param>
/// <param name="Schema">JSON Schema of its value, with titles in both languages.</param>
internal sealed record DeclaredSetting(string Process, string Name, JsonElement Schema)
{
    public JsonElement Default => Schema.GetProperty("default");
}

/// <summary>Reads <c>&lt;process&gt;.settings.json</c>: a form whose every field has a default. It stands beside the definition, so a version pins which settings there are
/// and their defaults; the values in force stand in <c>process_setting</c>.</summary>
internal static class ProcessSettings
{
    public const string Ending = ".settings.json";

    /// <summary>The settings of a version and of the versions it uses. Of two with one name the first counts.</summary>
    public static IReadOnlyList<DeclaredSetting> Declared(IReadOnlyDictionary<string, string> files) =>
    [
        .. files.Where(file => file.Key.EndsWith(Ending, StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal)
            .SelectMany(file => JsonElement.Parse(file.Value).GetProperty("properties").EnumerateObject()
                .Select(property => new DeclaredSetting(Path.GetFileName(file.Key)[..^Ending.Length], property.Name, property.Value)))
            .DistinctBy(setting => setting.Name),
    ];
}
