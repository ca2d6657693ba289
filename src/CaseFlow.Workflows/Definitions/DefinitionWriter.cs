using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>What the server knows of a version better than its file.</summary>
public sealed record VersionMarks(bool IsPublished, bool IsLatest, DateTimeOffset CreatedAt);

/// <summary>Writes a definition in the form that Elsa 3.8 exports. Older spellings become today's and what is always there is filled in; members, activities and
/// variable types that are unknown here stay as they were read.</summary>
public static class DefinitionWriter
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
        { "id", "nodeId", "name", "type", "version", "customProperties", "applicationProperties", "metadata", "canStartWorkflow", "runAsynchronously", "source", "line" };

    /// <summary>The text of the file.</summary>
    /// <param name="marks">Overrides the flags of the file, if given.</param>
    public static string Write(WorkflowDefinition definition, VersionMarks? marks = null)
    {
        var source = definition.Source;
        var written = new JsonObject { ["$schema"] = Schema };
        foreach (var member in source.EnumerateObject().Where(member => !member.NameEquals("$schema") && !Is(member, "usableAsActivity")))
            written[Spelling(member.Name, "root", "variables", "inputs", "outputs", "outcomes", "options", "customProperties")] = Node(member.Value);
        written["variables"] = List(source, "variables", item => Variable(item, definition: true));
        written["inputs"] = List(source, "inputs", Parameter);
        written["outputs"] = List(source, "outputs", Parameter);
        written["outcomes"] = List(source, "outcomes", Node);
        written["options"] = Options(source);
        written["root"] = definition.Root.Children is [var root] ? Activity(root) : written["root"]?.DeepClone();
        foreach (var (name, value) in new (string, JsonNode)[] { ("customProperties", new JsonObject()), ("isReadonly", false), ("isSystem", false), ("isLatest", true), ("isPublished", true) })
            if (written[name] is null)
                written[name] = value;
        if (marks is not null)
            (written["isPublished"], written["isLatest"], written["createdAt"]) = (marks.IsPublished, marks.IsLatest, JsonSerializer.SerializeToNode(marks.CreatedAt));
        return written.ToJsonString(Layout);
    }

    private static JsonObject Options(JsonElement source)
    {
        var options = Node(Json.Get(source, "options") ?? default) as JsonObject ?? [];
        options["autoUpdateConsumingWorkflows"] ??= false;
        if (options["usableAsActivity"] is null && Json.Flag(source, "usableAsActivity"))
            options["usableAsActivity"] = true;
        if (Text(options["incidentStrategyType"]) is { } strategy)
            options["incidentStrategyType"] = Alias(strategy);
        return options;
    }

    private static JsonNode Activity(ActivityNode node)
    {
        if (node.Kind is UnknownActivity)
            return Node(node.Source)!;
        var written = new JsonObject
        {
            ["id"] = node.Id,
            ["nodeId"] = node.NodeId,
            ["name"] = Json.Text(node.Source, "name"),
            ["type"] = node.Type,
            ["version"] = Json.Number(node.Source, "version") ?? 1,
            ["customProperties"] = CustomProperties(node),
            ["metadata"] = Node(Json.Get(node.Source, "metadata") ?? default) ?? new JsonObject(),
        };
        var known = node.Kind.Descriptor.Inputs.Select(input => input.Name).Concat(node.Kind.Descriptor.Outputs).ToArray();
        var children = node.Children.ToDictionary(child => child.JsonPath, StringComparer.OrdinalIgnoreCase);
        foreach (var member in node.Source.EnumerateObject().Where(member => !Common.Contains(member.Name) && !(node.Kind is Flowchart && Is(member, "start"))))
            written[Spelling(member.Name, [.. known, "activities", "connections", "variables", "variable"])] = Member(node, member.Value, $"{node.JsonPath}.{member.Name}", children);
        if (node.Kind is not EmbeddedWorkflow)
            foreach (var name in known)
                written.TryAdd(name, null);
        if (node.Kind is SetVariable && Json.Get(node.Source, "variable") is { ValueKind: JsonValueKind.Object } variable)
            written["variable"] = Variable(variable, definition: false);
        if (node.Kind is Flowchart or Sequence or Activities.Parallel)
            written["variables"] = List(node.Source, "variables", item => Variable(item, definition: false));
        if (node.Detail is FlowGraph graph)
            written["connections"] = Connections(node, graph.Joins);
        return written;
    }

    /// <summary>Old files have these beside the inputs or among the application properties.</summary>
    private static JsonObject CustomProperties(ActivityNode node)
    {
        var written = Node(Json.Get(node.Source, "customProperties") ?? default) as JsonObject ?? [];
        var old = Json.Get(node.Source, "applicationProperties") ?? default;
        foreach (var member in old.ValueKind == JsonValueKind.Object ? old.EnumerateObject().Where(member => !Is(member, "NotFoundConnectionsKey")) : [])
            written.TryAdd(JsonNamingPolicy.CamelCase.ConvertName(member.Name), Node(member.Value));
        if (node.Detail is FlowGraph graph)
            written["notFoundConnections"] = Connections(node, connection => !graph.Joins(connection));
        foreach (var flag in new[] { "canStartWorkflow", "runAsynchronously" })
            written.TryAdd(flag, Json.Flag(node.Source, flag));
        return written;
    }

    private static JsonArray Connections(ActivityNode flowchart, Func<(string, string, string), bool> chosen) => new([.. FlowGraph.AllConnections(flowchart.Source)
        .Select(source => (Source: source, Arrow: FlowGraph.Connection(source))).Where(one => chosen(one.Arrow)).DistinctBy(one => one.Arrow)
        .Select(one => Connection(one.Source, one.Arrow))]);

    private static JsonObject Connection(JsonElement source, (string Source, string Port, string Target) arrow)
    {
        var written = source.ValueKind == JsonValueKind.Object ? (JsonObject)Node(source)! : [];
        foreach (var old in new[] { "sourcePort", "targetPort" })
            written.Remove(old);
        var target = Json.Get(source, "target") is { ValueKind: JsonValueKind.Object } end ? Json.Text(end, "port") : Json.Text(source, "targetPort");
        (written["source"], written["target"]) = (new JsonObject { ["activity"] = arrow.Source, ["port"] = arrow.Port },
            new JsonObject { ["activity"] = arrow.Target, ["port"] = target ?? "In" });
        written["vertices"] ??= new JsonArray();
        return written;
    }

    /// <summary>A member of an activity: activities inside it are written as such, an input loses its memory reference, which nobody reads.</summary>
    private static JsonNode? Member(ActivityNode node, JsonElement value, string path, Dictionary<string, ActivityNode> children)
    {
        if (children.TryGetValue(path, out var child))
            return Activity(child);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when (Json.Get(value, "$values") ?? Json.Get(value, "_items")) is { ValueKind: JsonValueKind.Array } items:
                return Member(node, items, path, children);
            case JsonValueKind.Object when children.TryGetValue(path + "[0]", out var only):
                return new JsonArray(Activity(only));
            case JsonValueKind.Object:
                var written = new JsonObject();
                foreach (var member in value.EnumerateObject().Where(member => !Is(member, "memoryReference") || node.Kind is EmbeddedWorkflow || Json.Get(value, "expression") is null))
                    written[member.Name] = Member(node, member.Value, $"{path}.{member.Name}", children);
                return written;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select((item, index) => Member(node, item, $"{path}[{index}]", children))]);
            default:
                return Node(value);
        }
    }

    /// <summary>Of a container a variable has no array flag: the type says it. A default is text, none if it is empty.</summary>
    private static JsonNode? Variable(JsonElement source, bool definition)
    {
        if (Node(source) is not JsonObject written)
            return Node(source);
        var name = Json.Text(source, "name") ?? Json.Text(source, "id") ?? "";
        (written["id"], written["name"]) = (Json.Text(source, "id") ?? name, name);
        written["typeName"] = (Json.Text(source, "typeName") ?? "Object") + (Json.Flag(source, "isArray") ? "[]" : "");
        if (definition)
            written["isArray"] = false;
        else
            written.Remove("isArray");
        if (Json.Get(source, "value") is { } value)
            written["value"] = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? JsonSerializer.Serialize(value)
                : TypeNames.IsFlag((string)written["typeName"]!) && bool.TryParse(Conversion.ToText(value), out var flag) ? flag.ToString() : Conversion.ToText(value);
        if (string.IsNullOrEmpty(Text(written["value"])))
            written.Remove("value");
        if (Text(written["storageDriverTypeName"]) is { } driver)
            written["storageDriverTypeName"] = Alias(driver);
        return written;
    }

    private static JsonNode? Parameter(JsonElement source)
    {
        if (Node(source) is not JsonObject written)
            return Node(source);
        written["type"] = (Json.Text(source, "type") ?? "Object") + (Json.Flag(source, "isArray") ? "[]" : "");
        written.Remove("isArray");
        foreach (var text in new[] { "displayName", "description", "category" })
            written[text] ??= "";
        if (Text(written["storageDriverType"]) is { } driver)
            written["storageDriverType"] = Alias(driver);
        return written;
    }

    private static JsonArray List(JsonElement source, string member, Func<JsonElement, JsonNode?> write) => new([.. Json.Items(source, member).Select(write)]);

    /// <summary><c>Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core</c> is written by its last name.</summary>
    private static string Alias(string type) => type.Split(',')[0].Trim() is var name ? name[(name.LastIndexOf('.') + 1)..] : type;

    private static string Spelling(string name, params string[] known) => known.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    private static bool Is(JsonProperty member, string name) => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonNode? value) => value is JsonValue text && text.TryGetValue(out string? given) ? given : null;

    /// <summary>Member by member: of a member that a file has twice the last one counts.</summary>
    private static JsonNode? Node(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var written = new JsonObject();
                foreach (var member in value.EnumerateObject())
                    written[member.Name] = Node(member.Value);
                return written;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(Node)]);
            default:
                return value.ValueKind == JsonValueKind.Undefined ? null : JsonSerializer.SerializeToNode(value);
        }
    }
}
