using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>A person must act; the outcome they choose is the port.</summary>
internal sealed class HumanTask : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("CaseFlow.HumanTask", "CaseFlow", "人工任务", "Human task",
        [Needs("name", "String"), Needs("title", "Object"), Takes("form", "String"), Takes("candidateGroups", "String[]"), Takes("priority", "Int32"),
            Takes("due", "Object"), Takes("data", "Object")],
        ["result", "outcome"], ports: [])
        .About("由人办理；选择的结果就是出口。", "A person must act; the outcome they choose is the port.");

    public override void Read(NodeReading reading) => reading.Node.Ports = reading.Names("outcomes") is { IsEmpty: false } outcomes ? outcomes : ["Done"];

    public override void Check(ActivityNode node, Findings findings)
    {
        if (!node.Inputs.TryGetValue("candidateGroups", out var groups)
            || (groups.Expression is LiteralExpression { Value: var value } && Conversion.ToNames(value).IsEmpty))
            findings.Error("task-without-candidates", node, node.JsonPath + ".candidateGroups", "人工任务没有候选组：没有人能看到它。",
                "The human task has no candidate groups: nobody would see it.");
    }

    public override void Begin(Step step)
    {
        var name = step.Needed("name");
        var due = step.Input("due") is { } given ? DueAt(given, step.Run.Now) : (DateTimeOffset?)null;
        var priority = step.Input("priority") is { } number ? (int)Math.Clamp(number.GetInt64(), 0, 100) : 50;
        step.Record(new TaskOpened(step.Token, step.Node.NodeId, new TaskRequest(name, Title(step.Input("title"), name), step.Text("form"),
            step.Names("candidateGroups"), priority, due, step.Node.Ports, step.Input("data") ?? Conversion.Null)));
    }

    public override void Resume(Step step, Stimulus stimulus)
    {
        var done = (CompleteTask)stimulus;
        step.Bind("result", done.Result);
        step.Bind("outcome", Conversion.Text(done.Outcome));
        step.Complete(done.Outcome);
    }

    /// <summary>An instant, or a length of time from now.</summary>
    private static DateTimeOffset DueAt(JsonElement due, DateTimeOffset now) =>
        Conversion.ToText(due) is { } text && (text.StartsWith('P') || TimeSpan.TryParse(text, out _)) ? Instants.Add(now, Conversion.ToDuration(due))
            : Conversion.ToInstant(due);

    private static ImmutableDictionary<string, string> Title(JsonElement? title, string name) => title switch
    {
        { ValueKind: JsonValueKind.Object } texts => texts.EnumerateObject().ToImmutableDictionary(text => text.Name, text => Conversion.ToText(text.Value)),
        { } one => ImmutableDictionary<string, string>.Empty.Add("zh-CN", Conversion.ToText(one)).Add("en", Conversion.ToText(one)),
        null => ImmutableDictionary<string, string>.Empty.Add("zh-CN", name).Add("en", name),
    };
}
