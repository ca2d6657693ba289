using System.Reflection;
using System.Text.Json;
using CaseFlow.Cases.Running;
using CaseFlow.Decisions;
using CaseFlow.Testing;
using CaseFlow.Workflows;

namespace CaseFlow.IdCards.Tests.Desk;

/// <summary>The process designer's files of this domain, as they stand in the clone.</summary>
internal static class DesignerDesk
{
    public static string Workflows { get; } = Repository.Path("workflows");

    public static string Templates { get; } = Repository.Path("templates");

    /// <summary>Activities of the product and of this room, as the server tells the designer of them.</summary>
    public static ActivityCatalogue Catalogue { get; } =
        ActivityCatalogue.Create(new[] { typeof(CaseScope).Assembly, IdCardsRegistration.Room }.SelectMany(room => room.GetTypes())
            .Where(type => type.GetCustomAttribute<ActivityAttribute>() is not null).Select(Describe));

    /// <summary>Every version of every process that stands there: folder and version.</summary>
    public static IReadOnlyList<(string Process, int Version)> Versions { get; } =
    [
        .. from file in Directory.EnumerateFiles(Workflows, "v*.json", SearchOption.AllDirectories)
           let process = Path.GetFileName(Path.GetDirectoryName(file)!)
           let version = int.Parse(Path.GetFileNameWithoutExtension(file)[1..])
           orderby process, version
           select (process, version),
    ];

    public static int Newest(string process) => Versions.Where(one => one.Process == process).Max(one => one.Version);

    public static string Text(string process, int version) => File.ReadAllText(Path.Combine(Workflows, process, $"v{version}.json"));

    /// <summary>A version of a process, the newest unless another is wanted.</summary>
    public static ReadResult Read(string process, int? version = null) =>
        DefinitionReader.Read(Text(process, version ?? Newest(process)), Catalogue, (child, wanted) => Read(child, wanted).Definition);

    public static DecisionModel Model(string process, string decision) =>
        DecisionModel.Parse(File.ReadAllText(Path.Combine(Workflows, process, $"{decision}.dmn")));

    /// <summary>A decision by its name alone, as a process that uses others finds it.</summary>
    public static DecisionModel Model(string decision) =>
        DecisionModel.Parse(File.ReadAllText(Directory.EnumerateFiles(Workflows, $"{decision}.dmn", SearchOption.AllDirectories).Single()));

    /// <summary>Every setting of every process at its default, but for those that are given.</summary>
    public static Dictionary<string, object?> Settings(IReadOnlyDictionary<string, object?> changed)
    {
        var settings = Directory.EnumerateFiles(Workflows, "*.settings.json", SearchOption.AllDirectories)
            .SelectMany(file => JsonElement.Parse(File.ReadAllText(file)).GetProperty("properties").EnumerateObject())
            .DistinctBy(setting => setting.Name).ToDictionary(setting => setting.Name, setting => (object?)setting.Value.GetProperty("default"));
        foreach (var (name, value) in changed)
            settings[name] = settings.ContainsKey(name) ? value : throw new InvalidOperationException($"There is no setting {name}.");
        return settings;
    }

    public static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(value, CaseJson.Options);

    private static ActivityDescriptor Describe(Type type)
    {
        var mark = type.GetCustomAttribute<ActivityAttribute>()!;
        var nullability = new NullabilityInfoContext();
        var inputs = type.GetConstructors().MaxBy(one => one.GetParameters().Length)!.GetParameters()
            .Select(parameter => new ActivityInput(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!), "Object",
                !parameter.HasDefaultValue && nullability.Create(parameter).WriteState != NullabilityState.Nullable));
        return new ActivityDescriptor(mark.Type, mark.Category, [.. inputs], [.. mark.Outputs], [.. mark.Ports], IsRequest: true);
    }
}
