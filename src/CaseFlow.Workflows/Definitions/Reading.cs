using System.Text.Json;
using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>One definition being read: turns the activities of the file into nodes, workflows used as activities included.</summary>
internal sealed class Reading(ActivityCatalogue catalogue, Func<string, int?, WorkflowDefinition?> children, Findings findings, IEnumerable<string> path)
{
    private const int DeepestContainer = 64, MostActivities = 2_000;
    private const string WorkflowId = "Workflow1";

    private readonly Stack<string> workflows = new(path.Reverse());
    private readonly Dictionary<string, int> generated = [];
    private int embedded;

    public Dictionary<string, ActivityNode> Nodes { get; } = [];

    /// <summary>The nodes of the file itself, without those of other workflows used in it: only these are checked here.</summary>
    public List<ActivityNode> Own { get; } = [];

    public Findings Findings { get; private set; } = findings;

    public ActivityNode ReadWorkflow(JsonElement source)
    {
        var node = new ActivityNode
        {
            NodeId = WorkflowId,
            Id = WorkflowId,
            Type = "Elsa.Workflow",
            Source = source,
            JsonPath = "$",
            Kind = EmbeddedWorkflow.Itself,
        };
        Nodes.Add(node.NodeId, node);
        FillWorkflow(node, source);
        return node;
    }

    private void FillWorkflow(ActivityNode node, JsonElement source)
    {
        node.Variables = VariableReader.Read(source, node, "$.variables", Findings);
        node.Detail = WorkflowParameter.ReadAll(source, "outputs");
        if (Json.Get(source, "root") is { } root && ReadActivity(root, node, "$.root", 1) is { } child)
            node.Children = [child];
    }

    public ActivityNode? ReadActivity(JsonElement source, ActivityNode parent, string jsonPath, int depth)
    {
        if (!Fits(parent, jsonPath, depth))
            return null;
        source = Original(source);
        var type = Json.Text(source, "type") ?? "";
        var id = Json.Text(source, "id") is { Length: > 0 } given ? given : NewId(type);
        var child = catalogue.Find(type) is null ? FindWorkflow(source, type) : null;
        var node = new ActivityNode
        {
            NodeId = Unique(parent, id, jsonPath),
            Id = id,
            Type = type,
            Name = Json.Text(Json.Get(source, "metadata") ?? source, "displayText") ?? Json.Text(source, "name"),
            Source = source,
            JsonPath = jsonPath,
            Parent = parent,
            Kind = catalogue.Find(type) ?? (child is null ? UnknownActivity.Kind : new EmbeddedWorkflow(child)),
        };
        Nodes.Add(node.NodeId, node);
        if (embedded == 0)
            Own.Add(node);
        node.Ports = node.Kind.Descriptor is { IsRequest: true, Ports.IsEmpty: true } ? ["Done"] : node.Kind.Descriptor.Ports;
        InputReader.Fill(node, Findings);
        node.Kind.Read(new NodeReading(this, node, depth));
        if (node.Kind is not EmbeddedWorkflow)
            node.Variables = VariableReader.Read(source, node, jsonPath + ".variables", Findings);
        else if (child is not null)
            Embed(node, child);
        return node;
    }

    /// <summary>An exporter that lacks an activity writes a placeholder around it.</summary>
    private static JsonElement Original(JsonElement source)
    {
        if (Json.Text(source, "type") != "Elsa.NotFoundActivity" || Json.Text(source, "originalActivityJson") is not { } text)
            return source;
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } original ? original : source;
        }
        catch (JsonException)
        {
            return source;
        }
    }

    /// <summary>The child's own findings belong to the child; here it is read again under the node that uses it.</summary>
    private void Embed(ActivityNode node, WorkflowDefinition child)
    {
        if (workflows.Contains(child.DefinitionId))
        {
            ReportCycle(node, child.DefinitionId);
            return;
        }

        workflows.Push(child.DefinitionId);
        embedded++;
        var own = Findings;
        Findings = new Findings();
        FillWorkflow(node, child.Source);
        var inside = Findings;
        Findings = own;
        embedded--;
        workflows.Pop();
        if (inside.All().FirstOrDefault(finding => finding.Code is "definition-cycle" or "too-deep" or "too-many-activities") is { } serious)
            Findings.Error(serious.Code, node, node.JsonPath, serious.MessageZh, serious.MessageEn);
    }

    private WorkflowDefinition? FindWorkflow(JsonElement source, string type)
    {
        if (Json.Text(source, "workflowDefinitionId") is not { } id)
            return null;
        if (workflows.Contains(id))
        {
            ReportCycle(null, id);
            return null;
        }

        return (Json.Number(source, "version") is { } version ? children(id, version) : null) ?? children(id, null)
            ?? (Json.Text(source, "workflowDefinitionVersionId") is { } row ? children(row, null) : null) ?? children(type, null);
    }

    private void ReportCycle(ActivityNode? node, string id) => Findings.Error("definition-cycle", node, node?.JsonPath ?? "$",
        $"流程“{id}”直接或间接地把自己用作活动。", $"The workflow '{id}' uses itself as an activity, directly or through others.");

    private bool Fits(ActivityNode parent, string jsonPath, int depth)
    {
        var level = parent.NodeId.Count(character => character == ':');
        if (depth <= DeepestContainer && level <= 4 * DeepestContainer && Nodes.Count < MostActivities)
            return true;
        if (depth > DeepestContainer || level > 4 * DeepestContainer)
            Findings.Error("too-deep", parent, jsonPath, $"容器嵌套过深：最多 {DeepestContainer} 层。",
                $"Containers are nested too deeply: at most {DeepestContainer} levels.");
        else if (!Findings.Has("too-many-activities"))
            Findings.Error("too-many-activities", parent, jsonPath, $"活动过多：最多 {MostActivities} 个。", $"Too many activities: at most {MostActivities}.");
        return false;
    }

    private string NewId(string type)
    {
        var name = type[(type.LastIndexOf('.') + 1)..] is { Length: > 0 } given ? given : "Activity";
        return name + (generated[name] = generated.GetValueOrDefault(name) + 1);
    }

    private string Unique(ActivityNode parent, string id, string jsonPath)
    {
        var nodeId = $"{parent.NodeId}:{id}";
        if (!Nodes.ContainsKey(nodeId))
            return nodeId;
        Findings.Error("duplicate-id", parent, jsonPath + ".id", $"活动标识“{id}”在同一容器中重复。", $"The activity id '{id}' occurs twice in one container.");
        var suffix = 2;
        while (Nodes.ContainsKey($"{nodeId}#{suffix}"))
            suffix++;
        return $"{nodeId}#{suffix}";
    }
}
