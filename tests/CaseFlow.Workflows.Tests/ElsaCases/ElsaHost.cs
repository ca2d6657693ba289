using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseFlow.Workflows.Tests.ElsaCases;

/// <summary>A little host around the engine: definitions published in memory, instances, lines, events from one to another. What the reference engine's test
/// host does.</summary>
internal sealed class ElsaHost
{
    private readonly List<(JsonElement Source, string Text)> files = [];
    private readonly Dictionary<string, WorkflowInstance> instances = [];
    private readonly List<(string Id, long Token, string Name)> tasks = [];
    private readonly List<(string? Only, string Name, JsonElement Payload, string? CorrelationId, DateTimeOffset Until)> early = [];
    private readonly Dictionary<string, WorkflowDefinition> running = [];
    private readonly Dictionary<string, (string Id, long Token, string Request)> parents = [];
    internal static readonly ActivityCatalogue Catalogue = ActivityCatalogue.Create(
    [
        Runs("Elsa.ExecuteWorkflow", "correlationId", "input"), Runs("Elsa.DispatchWorkflow", "correlationId", "input"),
    ]);

    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ElsaHost(IEnumerable<string> texts)
    {
        foreach (var text in texts.Select(Named))
            files.Add((JsonDocument.Parse(text.TrimStart('\uFEFF')).RootElement, text));
    }

    /// <summary>A file without an id gets one, as the importer of the reference gives it.</summary>
    private static string Named(string text)
    {
        var file = JsonNode.Parse(text.TrimStart('\uFEFF'))!;
        if (file["definitionId"] is not null)
            return text;
        file["definitionId"] = Unnamed;
        return file.ToJsonString();
    }

    public const string Unnamed = "without-an-id";

    private static ActivityDescriptor Runs(string type, params string[] inputs) => new(type, "Composition",
        [new ActivityInput("workflowDefinitionId", "String", Required: true), new ActivityInput("waitForCompletion", "Boolean", Required: false),
            .. inputs.Select(name => new ActivityInput(name, "Object", Required: false))],
        ["result"], ["Done"], IsRequest: true);

    public List<string> Lines { get; } = [];

    public List<Finding> Findings { get; } = [];

    public WorkflowInstance Start(string? definitionId, JsonElement input, string? correlationId, string? triggerActivityId = null)
    {
        var definition = Resolve(definitionId ?? Json.Text(files[^1].Source, "definitionId")!, null)
            ?? throw new InvalidOperationException($"There is no definition {definitionId}.");
        var id = $"{instances.Count + 1}";
        running[id] = definition;
        instances[id] = WorkflowInstance.Create(id);
        var values = input.ValueKind == JsonValueKind.Object ? input.EnumerateObject().ToDictionary(member => member.Name, member => member.Value) : [];
        var trigger = triggerActivityId is null ? null : definition.Nodes.Values.FirstOrDefault(node => node.Id == triggerActivityId);
        Send(id, new StartWorkflow(values, correlationId, trigger is null ? null : new FiredTrigger(trigger.NodeId, Conversion.Null)));
        Wait(TimeSpan.FromMilliseconds(500)); // the reference host looked after that time
        DeliverEarly();
        return instances[id];
    }

    public WorkflowInstance this[string id] => instances[id];

    public WorkflowDefinition DefinitionOf(string id) => running[id];

    public IEnumerable<(string Name, string Activity)> Bookmarks(string id) => instances[id].Waiting.Where(waiting => waiting.Kind != WaitKind.Incident)
        .Select(waiting => running[id].Nodes[waiting.Activity]).Select(node => (node.Type, node.Id));

    public void Step(string id, JsonElement step)
    {
        var (name, argument) = step.EnumerateObject().Select(member => (member.Name, member.Value)).Single();
        switch (name)
        {
            case "publishEvent":
                Publish(Json.Flag(argument, "toInstance") ? id : null, Json.Text(argument, "name")!, Json.Get(argument, "payload") ?? Conversion.Null,
                    Json.Text(argument, "correlationId"));
                break;
            case "completeTask":
                tasks.RemoveAll(task => !instances[task.Id].Visits.ContainsKey(task.Token));
                if (tasks.FindIndex(task => task.Name == Json.Text(argument, "taskName")) is var index and >= 0)
                {
                    var task = tasks[index];
                    tasks.RemoveAt(index);
                    Send(task.Id, new AnswerRequest(task.Token, "Done", Json.Get(argument, "result") ?? Conversion.Null));
                }

                break;
            case "resume":
                var chosen = instances[id].Waiting.Where(waiting => running[id].Nodes[waiting.Activity].Id == Json.Text(argument, "activityId"))
                    .ElementAtOrDefault(Json.Number(argument, "index") ?? 0);
                if (chosen is not null)
                    Resume(id, chosen, Payload(Json.Get(argument, "input") ?? Conversion.Null));
                break;
            case "cancel":
                Send(id, new CancelWorkflow("asked to"));
                break;
            case "wait":
                Wait(TimeSpan.FromMilliseconds(argument.GetDouble()));
                break;
            default:
                throw new InvalidOperationException($"The step '{name}' is unknown.");
        }

        DeliverEarly();
    }

    public void ResumeEverything(string id)
    {
        for (var round = 0; round < 100; round++)
        {
            var open = instances[id].Waiting.Where(waiting => waiting.Kind != WaitKind.Incident).OrderBy(waiting => waiting.Token).ToList();
            if (open.Count == 0)
                return;
            foreach (var waiting in open.Where(waiting => StillWaits(id, waiting)))
                Resume(id, waiting, Conversion.Null);
        }
    }

    /// <summary>The reference hands payloads over under these names.</summary>
    private static JsonElement Payload(JsonElement input) => Json.Get(input, "__EventPayloadWorkflowInput") ?? Json.Get(input, "RunTaskInput") ?? input;

    private bool StillWaits(string id, Waiting waiting) => instances[id].Waiting.Any(other => other.Token == waiting.Token);

    private void Resume(string id, Waiting waiting, JsonElement payload) => Send(id, waiting.Kind switch
    {
        WaitKind.Timer => new FireTimer(waiting.Token),
        WaitKind.Event => new DeliverEvent(waiting.Token, waiting.EventNames[0], payload),
        WaitKind.Task => new CompleteTask(waiting.Token, waiting.Outcomes[0], payload),
        _ => new AnswerRequest(waiting.Token, "Done", payload),
    });

    /// <summary>Time passes: whatever falls due on the way happens at its instant, so a timer that another one starts may still be among them.</summary>
    private void Wait(TimeSpan length)
    {
        var end = now + length;
        for (var fired = 0; fired < 10_000; fired++)
        {
            var next = instances.SelectMany(item => item.Value.Waiting.Where(waiting => waiting.Kind == WaitKind.Timer && waiting.Due <= end)
                .Select(waiting => (item.Key, Waiting: waiting))).OrderBy(item => item.Waiting.Due).FirstOrDefault();
            if (next.Waiting is null)
                break;
            now = next.Waiting.Due > now ? next.Waiting.Due.Value : now;
            Send(next.Key, new FireTimer(next.Waiting.Token));
        }

        now = end;
    }

    private void Send(string id, Stimulus stimulus)
    {
        var burst = Engine.Advance(running[id], instances[id], stimulus, now);
        instances[id] = InstanceJson.Read(InstanceJson.Write(burst.Instance));
        foreach (var happened in burst.Events)
        {
            switch (happened)
            {
                case LineWritten line:
                    Lines.Add(line.Text);
                    break;
                case RequestIssued { Request: "Elsa.RunTask" } request:
                    tasks.Add((id, request.Token, Json.Text(request.Input, "taskName")!));
                    break;
            }
        }

        foreach (var request in burst.Events.OfType<RequestIssued>().Where(request => request.Request != "Elsa.RunTask"))
            StartChildren(id, request);
        if (HasEnded(id) && parents.Remove(id, out var parent))
            Send(parent.Id, parent.Request switch
            {
                "Elsa.BulkDispatchWorkflows" => new ChildEnded(parent.Token, id, instances[id].Status == InstanceStatus.Finished),
                "Elsa.ExecuteWorkflow" => new AnswerRequest(parent.Token, "Done", Result(id)),
                _ => new AnswerRequest(parent.Token, "Done", JsonSerializer.SerializeToElement(instances[id].Output)),
            });
        foreach (var published in burst.Events.OfType<EventPublished>())
            Publish(published.Local ? id : null, published.EventName, published.Payload, published.CorrelationId);
    }

    /// <summary>To the one who started it an instance that faulted has ended, as in the reference.</summary>
    private bool HasEnded(string id) => instances[id].Status is InstanceStatus.Finished or InstanceStatus.Cancelled || instances[id].Incidents.Any();

    /// <summary>What a request to run other workflows means: executed ones run at once, dispatched ones after the one who asks went on; it is answered at once or
    /// when the child ends.</summary>
    private void StartChildren(string id, RequestIssued request)
    {
        var waits = Json.Flag(request.Input, "waitForCompletion");
        var dispatched = !waits && request.Request != "Elsa.ExecuteWorkflow";
        if (dispatched)
            Send(id, new AnswerRequest(request.Token, "Done", Conversion.Null));
        string? last = null;
        JsonElement[] children = Json.Get(request.Input, "children") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [request.Input];
        foreach (var wanted in children)
        {
            var values = Json.Get(wanted, "input") is { ValueKind: JsonValueKind.Object } given ? given.EnumerateObject()
                .ToDictionary(member => member.Name, member => member.Value) : [];
            if (Resolve(Json.Text(request.Input, "workflowDefinitionId") ?? "", null) is not { } definition)
                continue;
            var child = $"{instances.Count + 1}";
            (running[child], instances[child]) = (definition, WorkflowInstance.Create(child));
            if (waits)
                parents[child] = (id, request.Token, request.Request);
            last = child;
            Send(child, new StartWorkflow(values, Json.Text(wanted, "correlationId")));
        }

        if (!waits && !dispatched)
            Send(id, new AnswerRequest(request.Token, "Done", last is null ? Conversion.Null : Result(last)));
    }

    private JsonElement Result(string id) =>
        JsonSerializer.SerializeToElement(new
        {
            workflowInstanceId = id,
            status = HasEnded(id) ? "Finished" : "Running",
            subStatus = instances[id].Incidents.Any() ? "Faulted" : HasEnded(id) ? instances[id].Status.ToString() : "Suspended",
            output = instances[id].Output,
        });

    /// <summary>An event that nobody waits for is kept for ten minutes, as the reference does.</summary>
    private void Publish(string? only, string name, JsonElement payload, string? correlationId)
    {
        if (!Deliver(only, name, payload, correlationId))
            early.Add((only, name, payload, correlationId, now + TimeSpan.FromMinutes(10)));
    }

    private bool Deliver(string? only, string name, JsonElement payload, string? correlationId)
    {
        var delivered = false;
        foreach (var (id, instance) in instances.Where(item => (only is null || item.Key == only)
            && (correlationId is null || item.Value.CorrelationId == correlationId)).ToList())
            foreach (var waiting in instance.Waiting.Where(waiting => waiting.Kind == WaitKind.Event && waiting.EventNames.Contains(name)).ToList())
                if (StillWaits(id, waiting))
                {
                    delivered = true;
                    Send(id, new DeliverEvent(waiting.Token, name, payload));
                }

        return delivered;
    }

    private void DeliverEarly()
    {
        foreach (var kept in early.Where(kept => kept.Until >= now).ToList())
            if (early.Remove(kept) && !Deliver(kept.Only, kept.Name, kept.Payload, kept.CorrelationId))
                early.Add(kept);
    }

    public WorkflowDefinition? Resolve(string key, int? version)
    {
        var found = files.Where(file => (Json.Text(file.Source, "definitionId") == key && (version is null || Json.Number(file.Source, "version") == version))
            || (version is null && (Json.Text(file.Source, "id") == key || Activities.EmbeddedWorkflow.Pascal(Json.Text(file.Source, "name") ?? "") == key))).ToList();
        if (found.Count == 0)
            return null;
        var newest = found.OrderBy(file => Json.Get(file.Source, "isPublished") is { ValueKind: JsonValueKind.False })
            .ThenByDescending(file => Json.Number(file.Source, "version") ?? 1).First();
        var result = DefinitionReader.Read(newest.Text, Catalogue, Resolve);
        Findings.AddRange(result.Findings);
        return result.Definition;
    }
}
