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

    public static IReadOnlyList<string> Processes { get; } = ["id-card-reissue", "id-card-post", "id-card-pickup"];

    public static ReadResult Read(string process, int version = 1) =>
        DefinitionReader.Read(File.ReadAllText(Path.Combine(Workflows, process, $"v{version}.json")), Catalogue,
            (child, wanted) => Read(child, wanted ?? 1).Definition);

    public static DecisionModel Model(string process, string decision) =>
        DecisionModel.Parse(File.ReadAllText(Path.Combine(Workflows, process, $"{decision}.dmn")));

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
