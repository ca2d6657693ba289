using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Definitions;

/// <summary>Everything a process can be drawn with: built-in activities, requests of the product, and released processes that are usable as an activity.</summary>
public sealed record ListActivities : IQuery<IReadOnlyList<ActivityType>>;

/// <summary>An activity as the designer shows it.</summary>
/// <param name="Type">The name in definition files.</param>
/// <param name="Category">The drawer of the toolbox.</param>
/// <param name="Title">Display name by locale.</param>
/// <param name="Description">What it does, by locale.</param>
/// <param name="Outputs">Names of what it gives; each may be bound to a variable.</param>
/// <param name="Ports">The flow ports it is left by; empty where the definition decides them (outcomes of a task, cases of a switch, branches of a fork).</param>
/// <param name="Holds">Members that hold embedded activities, e.g. <c>then</c> and <c>else</c>.</param>
/// <param name="IsRequest">True for a request of the product: it runs in the transaction of the case.</param>
/// <param name="Definition">The released process it stands for; null for all others.</param>
public sealed record ActivityType(string Type, string Category, IReadOnlyDictionary<string, string> Title, IReadOnlyDictionary<string, string> Description,
    IReadOnlyList<ActivityTypeInput> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<string> Ports, IReadOnlyList<string> Holds, bool IsRequest, UsableDefinition? Definition);

/// <summary>An input of an activity.</summary>
/// <param name="Type">Elsa type alias: String, Boolean, Int32, Decimal, Object, DateTimeOffset, String[] …</param>
/// <param name="Title">Display name by locale.</param>
public sealed record ActivityTypeInput(string Name, string Type, bool Required, IReadOnlyDictionary<string, string> Title);

/// <summary>What an activity that stands for a process names in its definition: <c>workflowDefinitionId</c> and <c>version</c>.</summary>
public sealed record UsableDefinition(string Id, int Version);

internal sealed class ListActivitiesHandler(PgSession session, ActivityCatalogue activities, ProcessCatalogue processes) : IRequestHandler<ListActivities, IReadOnlyList<ActivityType>>
{
    public async Task<IReadOnlyList<ActivityType>> Handle(ListActivities request, CancellationToken cancellationToken)
    {
        var list = activities.Descriptors.Select(activity => Describe(activity, null)).ToList();
        var released = await session.QueryAsync<(string Id, int Version)>(
            "select id, max(version) from definition where published_at is not null group by id order by id", null, cancellationToken);
        foreach (var (id, version) in released)
        {
            var definition = (await processes.GetAsync(id, version, cancellationToken)).Definition;
            if (definition.IsUsableAsActivity)
                list.Add(Describe(definition.AsActivity(), new UsableDefinition(id, version)));
        }

        return list;
    }

    private static ActivityType Describe(ActivityDescriptor activity, UsableDefinition? definition) => new(activity.Type, activity.Category, activity.Title, activity.Description.IsEmpty ? activity.Title : activity.Description,
        [.. activity.Inputs.Select(input => new ActivityTypeInput(input.Name, input.Type, input.Required, input.Title))],
        activity.Outputs, activity.Ports, activity.Holds, activity.IsRequest, definition);
}
