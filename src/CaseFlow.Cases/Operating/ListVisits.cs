using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Operating;

/// <summary>Where the process of a case stands: its open visits, what they wait for, their variables, and where each could be moved.</summary>
/// <param name="Instance">An instance of the case that another one started; null: the case's own.</param>
public sealed record ListVisits(string Number, string? Instance = null) : IQuery<VisitsView>;

/// <summary>A running process as operators see it.</summary>
/// <param name="Status">Running, Finished or Cancelled.</param>
public sealed record VisitsView(string Process, int Version, string Status, IReadOnlyList<VisitView> Visits);

/// <summary>One open visit of an activity.</summary>
/// <param name="Token">Names it in commands.</param>
/// <param name="Activity">Node id.</param>
/// <param name="Parent">The visit of the container.</param>
/// <param name="Waits">Task, Timer, Event, Request or Incident; null where something inside it is open.</param>
/// <param name="Due">When its timer fires, or its task should be done.</param>
/// <param name="Targets">Node ids of the activities it can be moved to.</param>
public sealed record VisitView(long Token, string Activity, string? Name, string Type, long? Parent, string? Waits, DateTimeOffset? Due, IReadOnlyList<VariableView> Variables,
    IReadOnlyList<string> Targets);

/// <summary>A variable that the visit declares.</summary>
public sealed record VariableView(string Name, string Type, JsonElement Value);

internal sealed class ListVisitsHandler(CaseViews views, InstanceStore instances, ProcessCatalogue processes) : IRequestHandler<ListVisits, VisitsView>
{
    public async Task<VisitsView> Handle(ListVisits request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var stored = await instances.LoadAsync(request.Instance ?? Running.CaseRunner.InstanceId(id), cancellationToken);
        if (stored?.CaseId != id)
            throw RefusedException.NotFound("instance-unknown", "该办件没有这个流程实例。", "The case has no such instance.");
        var definition = (await processes.GetAsync(stored!.DefinitionId, stored.Version, cancellationToken)).Definition;
        var instance = InstanceJson.Read(stored.State);
        return new VisitsView(stored.DefinitionId, stored.Version, instance.Status.ToString(), [.. instance.Visits.Values.Select(visit => View(definition, instance, visit))]);
    }

    private static VisitView View(WorkflowDefinition definition, WorkflowInstance instance, Visit visit)
    {
        var node = definition.Nodes[visit.Activity];
        return new VisitView(visit.Token, visit.Activity, node.Name, node.Type, visit.Parent, visit.Waiting?.Kind.ToString(), visit.Waiting?.Due,
            [.. Repair.VariablesOf(definition, visit).Select(variable => new VariableView(variable.Name, variable.Type, variable.Value))], [.. Repair.TargetsOf(definition, instance, visit.Token)]);
    }
}
