using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.Workflows.Tests;

/// <summary>Names in files and journals are stored for years. A name may be added to these lists; none may be changed or removed.</summary>
public sealed class NamesAreForeverTests
{
    [Fact]
    public void Events_keep_their_names() => typeof(WorkflowEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>()
        .Select(known => (string)known.TypeDiscriminator!).Order(StringComparer.Ordinal).ShouldBe(
        [
            "ActivityCancelled", "ActivityCompleted", "ActivityFaulted", "ActivityRetried", "ActivityScheduled", "ActivityStarted", "CorrelationSet",
                "EventAwaited", "EventPublished", "HttpRequestAwaited", "HttpResponseWritten",
            "InstanceCancelled", "InstanceFinished", "InstanceStarted", "LineWritten", "NameSet", "OperatorIntervened", "OutputSet", "RequestIssued", "TaskOpened", "TimerArmed",
                "VariableSet", "VisitStateChanged",
        ]);

    [Fact]
    public void Every_event_is_written_under_its_class_name()
    {
        var classes = typeof(WorkflowEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(WorkflowEvent))).Select(type => type.Name);
        var known = typeof(WorkflowEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>()
            .Select(one => (string)one.TypeDiscriminator!);
        known.ShouldBe(classes, ignoreOrder: true);
        JournalJson.Write(new ActivityStarted(3)).ShouldBe("""{"$type":"ActivityStarted","token":3}""");
    }

    [Fact]
    public void An_event_of_a_later_release_is_not_read() => Should.Throw<JsonException>(() => JournalJson.Read("""{"$type":"SomethingNew","token":3}"""));

    [Fact]
    public void Built_in_activities_keep_their_names() => Activities.BuiltIn.Kinds.Select(kind => kind.Descriptor.Type).Order(StringComparer.Ordinal).ShouldBe(
        [
            "CaseFlow.AwaitEvent", "CaseFlow.HumanTask", "Elsa.Break", "Elsa.BulkDispatchWorkflows", "Elsa.Complete", "Elsa.Correlate", "Elsa.Cron", "Elsa.Delay", "Elsa.End", "Elsa.Event",
                "Elsa.Fault", "Elsa.Finish", "Elsa.FlowDecision",
            "Elsa.FlowFork", "Elsa.FlowJoin", "Elsa.FlowNode", "Elsa.FlowSendHttpRequest", "Elsa.FlowSwitch", "Elsa.Flowchart", "Elsa.For", "Elsa.ForEach", "Elsa.Fork", "Elsa.HttpEndpoint", "Elsa.If",
                "Elsa.Parallel", "Elsa.ParallelForEach",
            "Elsa.PublishEvent", "Elsa.RunCSharp", "Elsa.RunJavaScript", "Elsa.RunPython", "Elsa.RunTask", "Elsa.SendHttpRequest", "Elsa.Sequence", "Elsa.SetName", "Elsa.SetOutput",
                "Elsa.SetVariable", "Elsa.Start", "Elsa.StartAt", "Elsa.StateMachine", "Elsa.Switch", "Elsa.Timer", "Elsa.While", "Elsa.WriteHttpResponse", "Elsa.WriteLine",
        ]);

    [Fact]
    public void A_state_written_by_the_first_release_is_read()
    {
        const string Written = """
            {"id":"7","definitionId":"reissue","version":1,"status":"Running","sequence":9,"correlationId":"SH-1","input":{"who":{"id":"p"}},"output":{},
             "visits":{"2":{"token":2,"activity":"Workflow1","begun":true,"state":{},"variables":{"v":3}},
                       "6":{"token":6,"activity":"Workflow1:flow:t","parent":2,"begun":true,"state":{"c5":-1},"variables":{},
                            "waiting":{"token":6,"activity":"Workflow1:flow:t","kind":"Task","eventNames":[],"senders":[],"outcomes":["Accept"],
                                        "due":"2026-05-06T01:00:00+00:00","name":"t"}}},
             "queue":[]}
            """;
        var instance = InstanceJson.Read(Written);
        instance.Sequence.ShouldBe(9);
        instance.Waiting.ShouldHaveSingleItem().Outcomes.ShouldBe(["Accept"]);
        instance.Visits[6].State["c5"].GetInt32().ShouldBe(-1);
        InstanceJson.Write(instance).ShouldBe(InstanceJson.Write(InstanceJson.Read(InstanceJson.Write(instance))));
    }

    [Fact]
    public void Two_activities_of_one_name_are_a_defect() =>
        Should.Throw<ArgumentException>(() => ActivityCatalogue.Create([new ActivityDescriptor("Elsa.If", "x", [], [], [], IsRequest: true)]));
}
