using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CaseFlow.Workflows;

/// <summary>The activity types a definition may use: the built-in kinds and the MediatR requests marked as activities.</summary>
public sealed class ActivityCatalogue
{
    private readonly FrozenDictionary<string, ActivityKind> kinds;

    private ActivityCatalogue(IEnumerable<ActivityKind> all)
    {
        var list = all.ToList();
        kinds = list.ToFrozenDictionary(kind => kind.Descriptor.Type);
        Descriptors = [.. list.Select(kind => kind.Descriptor).OrderBy(descriptor => descriptor.Type, StringComparer.Ordinal)];
    }

    /// <summary>What the designer shows, by type name.</summary>
    public ImmutableArray<ActivityDescriptor> Descriptors { get; }

    /// <summary>The built-in kinds and these requests. Two activities with one type name are a defect and throw.</summary>
    public static ActivityCatalogue Create(IEnumerable<ActivityDescriptor> requests) =>
        new(Activities.BuiltIn.Kinds.Concat(requests.Select(request => new Activities.Request(request))));

    internal ActivityKind? Find(string type) => kinds.GetValueOrDefault(type);
}
