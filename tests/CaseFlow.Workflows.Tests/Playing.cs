using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseFlow.Workflows.Tests;

/// <summary>An instance in a test: feeds stimuli and checks after each that the written state reads back and that the journal folds to it.</summary>
internal sealed class Playing
{
    public static readonly DateTimeOffset Start = new(2026, 5, 6, 1, 0, 0, TimeSpan.Zero);

    private readonly List<string> journal = [];

    public Playing(WorkflowDefinition definition)
    {
        Definition = definition;
        Instance = WorkflowInstance.Create("1");
    }

    public static ActivityCatalogue Catalogue { get; } = ActivityCatalogue.Create(
    [
        new ActivityDescriptor("CaseFlow.Ask", "Test",
            [new ActivityInput("question", "String", Required: false), new ActivityInput("about", "Object", Required: false)], ["result", "score"],
            ["Done", "No"], IsRequest: true),
        new ActivityDescriptor("CaseFlow.StartClock", "Test", [new ActivityInput("clock", "String", Required: true)], [], ["Done"], IsRequest: true) { Opens = "clock" },
        new ActivityDescriptor("CaseFlow.StopClock", "Test", [new ActivityInput("clock", "String", Required: true)], [], ["Done"], IsRequest: true) { Closes = "clock" },
    ]);

    public WorkflowDefinition Definition { get; }
    public WorkflowInstance Instance { get; private set; }
    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>Visits a burst may begin: low where random definitions run into endless loops again and again.</summary>
    public int Limit { get; init; } = Engine.VisitsPerBurst;
    public ImmutableArray<WorkflowEvent> Last { get; private set; } = [];
    public IEnumerable<WorkflowEvent> Journal => journal.Select(JournalJson.Read);
    public IEnumerable<string> Lines => Journal.OfType<LineWritten>().Select(line => line.Text);
    public IEnumerable<string> Waits => Instance.Waiting.Select(waiting => Definition.Nodes[waiting.Activity].Id);
    public Waiting Incident => Instance.Incidents.ShouldHaveSingleItem();

    public static Playing Of(JsonObject root, params JsonObject[] variables) => Of(Flow.Workflow(root, variables));

    public static Playing Of(string definition, params string[] children) => new(Read(definition, children).Definition.ShouldNotBeNull());

    public static ReadResult Read(string definition, params string[] children) => DefinitionReader.Read(definition, Catalogue,
        (id, _) => children.Where(child => child.Contains($"\"definitionId\":\"{id}\"")).Select(child => Read(child, children).Definition).FirstOrDefault());

    public Playing Begin(object? input = null) =>
        Send(new StartWorkflow(JsonSerializer.SerializeToElement(input ?? new { }).EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value)));

    public Playing Send(Stimulus stimulus)
    {
        var burst = Engine.Advance(Definition, Instance, stimulus, Now, Limit);
        burst.Refused.ShouldBeNull();
        Last = burst.Events;
        Instance = burst.Instance;
        journal.AddRange(burst.Events.Select(JournalJson.Write));
        var written = InstanceJson.Write(Instance);
        InstanceJson.Write(WorkflowInstance.Fold("1", Journal)).ShouldBe(written);
        Instance = InstanceJson.Read(written);
        InstanceJson.Write(Instance).ShouldBe(written);
        return this;
    }

    public string Refused(Stimulus stimulus)
    {
        var burst = Engine.Advance(Definition, Instance, stimulus, Now);
        burst.Events.ShouldBeEmpty();
        burst.Instance.ShouldBe(Instance);
        return burst.Refused.ShouldNotBeNull().Code;
    }

    public long Token(string activity) => Instance.Waiting.First(waiting => Definition.Nodes[waiting.Activity].Id == activity).Token;

    public Playing Complete(string task, string outcome = "Done", object? result = null) => Send(new CompleteTask(Token(task), outcome, Flow.Json(result)));

    public Playing Deliver(string activity, string name, object? payload = null) => Send(new DeliverEvent(Token(activity), name, Flow.Json(payload)));

    public Playing Fire(string activity) => Send(new FireTimer(Token(activity)));

    public Playing Answer(string activity, string outcome = "Done", object? result = null) =>
        Send(new AnswerRequest(Token(activity), outcome, Flow.Json(result)));

    public Playing Finished()
    {
        Instance.Status.ShouldBe(InstanceStatus.Finished);
        Instance.Visits.ShouldBeEmpty();
        Instance.Queue.ShouldBeEmpty();
        return this;
    }
}
