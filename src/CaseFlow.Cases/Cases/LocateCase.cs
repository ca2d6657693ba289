using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>Where a case stands on the diagrams of its workflows and the way it came: its own workflow first, then those used inside it, then those it started.</summary>
public sealed record LocateCase(string Number) : IQuery<IReadOnlyList<CaseCourse>>;

/// <summary>The course of a case through one diagram.</summary>
/// <param name="Instance">The instance it belongs to.</param>
/// <param name="Within">Node id of the activity that stands for this workflow in the instance's own; null: the instance's own.</param>
/// <param name="Status"><c>Running</c>, <c>Finished</c> or <c>Cancelled</c>: of the instance.</param>
/// <param name="Here">Where it waits now.</param>
/// <param name="Passed">What it has left behind, in the order in which it was last left.</param>
public sealed record CaseCourse(string Instance, string? Within, string Definition, int Version, string Status, IReadOnlyList<PlaceHere> Here, IReadOnlyList<PlacePassed> Passed);

/// <summary>An activity at which a case waits.</summary>
/// <param name="Activity">Node id, as in the file of this version.</param>
/// <param name="Waits"><c>Task</c>, <c>Timer</c>, <c>Event</c>, <c>Request</c> or <c>Incident</c>; null: inside the workflow that the activity stands for.</param>
/// <param name="Due">When a timer fires.</param>
public sealed record PlaceHere(string Activity, WaitKind? Waits, DateTimeOffset? Due);

/// <summary>An activity that a case has been through.</summary>
/// <param name="Outcomes">The ports it was left by.</param>
public sealed record PlacePassed(string Activity, IReadOnlyList<string> Outcomes);

internal sealed class LocateCaseHandler(PgSession session, CaseViews views, ProcessCatalogue processes) : IRequestHandler<LocateCase, IReadOnlyList<CaseCourse>>
{
    // A case that starts others by the hundred is looked at with its first ones.
    private const int MostInstances = 20;

    private sealed record Running(string Id, string State);

    private sealed record Passed(string Instance, string Activity, string[] Outcomes);

    public async Task<IReadOnlyList<CaseCourse>> Handle(LocateCase request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var instances = await session.QueryAsync<Running>(
            "select id, state::text as state from workflow_instance where case_id = @id order by parent_id is not null, created_at, id limit @MostInstances", new { id, MostInstances }, cancellationToken);
        // A token is the number of the event that scheduled the visit: that event names the activity.
        var passed = (await session.QueryAsync<Passed>("""
            with told as materialized (
                select instance_id, sequence, type, (event ->> 'token')::bigint as token, event ->> 'activity' as activity, event -> 'outcomes' as outcomes
                from journal where instance_id = any(@ids) and type in ('ActivityScheduled', 'ActivityCompleted'))
            select left_by.instance_id as instance, visit.activity, array_remove(array_agg(distinct port), null) as outcomes
            from told left_by join told visit on visit.instance_id = left_by.instance_id and visit.token = left_by.token and visit.type = 'ActivityScheduled'
            left join lateral json_array_elements_text(left_by.outcomes) as port on true
            where left_by.type = 'ActivityCompleted' group by left_by.instance_id, visit.activity order by max(left_by.sequence)
            """, new { ids = instances.Select(one => one.Id).ToArray() }, cancellationToken)).ToLookup(one => one.Instance);
        var courses = new List<CaseCourse>();
        foreach (var running in instances)
        {
            var instance = InstanceJson.Read(running.State);
            var definition = (await processes.GetAsync(instance.DefinitionId, instance.Version, cancellationToken)).Definition;
            courses.AddRange(Courses(definition, instance, [.. passed[running.Id]]));
        }

        return courses;
    }

    /// <summary>One course for the instance's own diagram and one for each workflow in it that was entered.</summary>
    private static IEnumerable<CaseCourse> Courses(WorkflowDefinition definition, WorkflowInstance instance, IReadOnlyList<Passed> passed)
    {
        var inner = definition.Nodes.Values.Where(node => node.Workflow is not null).OrderByDescending(node => node.NodeId.Length).ToList();
        var here = instance.Visits.Values.Where(visit => visit.Waiting is not null || definition.Nodes[visit.Activity].Workflow is not null).ToList();
        return from drawn in inner.Append(null).Reverse()
               let course = new CaseCourse(instance.Id, drawn?.NodeId, drawn?.Workflow?.DefinitionId ?? instance.DefinitionId, drawn?.Workflow?.Version ?? instance.Version, instance.Status.ToString(),
                   [.. here.Where(visit => Holder(visit.Activity) == drawn).Select(visit => new PlaceHere(Own(visit.Activity, drawn), visit.Waiting?.Kind, visit.Waiting?.Due))],
                   [.. passed.Where(one => Holder(one.Activity) == drawn).Select(one => new PlacePassed(Own(one.Activity, drawn), one.Outcomes))])
               where drawn is null || course.Here.Count + course.Passed.Count > 0
               select course;

        ActivityNode? Holder(string activity) => inner.Find(node => activity.StartsWith($"{node.NodeId}:", StringComparison.Ordinal));

        // In its own file the outermost node is the workflow itself.
        string Own(string activity, ActivityNode? drawn) => drawn is null ? activity : definition.Root.NodeId + activity[drawn.NodeId.Length..];
    }
}
