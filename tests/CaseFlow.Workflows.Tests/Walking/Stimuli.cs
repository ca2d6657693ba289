namespace CaseFlow.Workflows.Tests.Walking;

/// <summary>What can happen to an instance next.</summary>
internal static class Stimuli
{
    /// <summary>One that somebody waits for: the answer of a person, a clock, a sender, a job, or an operator's repair.</summary>
    public static Stimulus Awaited(WorkflowInstance instance, WorkflowDefinition definition, int choice)
    {
        var all = instance.Waiting.OrderBy(one => one.Token).ToList();
        var waiting = all[choice % all.Count];
        choice /= all.Count;
        var ports = definition.Nodes[waiting.Activity].Ports;
        var result = Flow.Json(new { n = choice % 3, text = "x" });
        return waiting.Kind switch
        {
            WaitKind.Task => new CompleteTask(waiting.Token, waiting.Outcomes[choice % waiting.Outcomes.Length], result),
            WaitKind.Timer => new FireTimer(waiting.Token),
            WaitKind.Event => new DeliverEvent(waiting.Token, waiting.EventNames[choice % waiting.EventNames.Length], result),
            WaitKind.Request when choice % 4 == 0 => new FailRequest(waiting.Token, "down", "later"),
            WaitKind.Request => new AnswerRequest(waiting.Token, ports[choice % ports.Length], result),
            _ when choice % 2 == 0 => new RetryIncident(waiting.Token),
            _ => new SkipActivity(waiting.Token, ports[choice / 2 % ports.Length]),
        };
    }

    /// <summary>One that nobody waits for: late, doubled, for another activity, by a port or a name that is not offered.</summary>
    public static (Stimulus Stimulus, string Code) Unwanted(WorkflowInstance instance, int choice)
    {
        var token = 1 + (choice / 8 % (instance.Sequence + 5));
        var waiting = instance.Waiting.FirstOrDefault(one => one.Token == token);
        return (choice % 8, waiting?.Kind) switch
        {
            (0, not WaitKind.Task) => (new CompleteTask(token, "Yes", Flow.Json(null)), "not-waiting"),
            (1, not WaitKind.Timer) => (new FireTimer(token), "not-waiting"),
            (2, not WaitKind.Event) => (new DeliverEvent(token, "one", Flow.Json(null)), "not-waiting"),
            (3, not WaitKind.Request) => (new AnswerRequest(token, "Done", Flow.Json(null)), "not-waiting"),
            // A task or an event that cannot be had where the instance runs may be failed, too.
            (4, WaitKind.Timer or WaitKind.Incident or null) => (new FailRequest(token, "late", "late"), "not-waiting"),
            (5, not WaitKind.Incident) => (new RetryIncident(token), "not-waiting"),
            (6, not WaitKind.Incident) => (new SkipActivity(token, "Done"), "not-waiting"),
            (_, WaitKind.Task) => (new CompleteTask(token, "Perhaps", Flow.Json(null)), "unknown-outcome"),
            (_, WaitKind.Event) => (new DeliverEvent(token, "unheard-of", Flow.Json(null)), "event-not-awaited"),
            (_, WaitKind.Request) => (new AnswerRequest(token, "Nowhere", Flow.Json(null)), "unknown-outcome"),
            (_, WaitKind.Incident) => (new SkipActivity(token, "Nowhere"), "unknown-outcome"),
            _ => (new StartWorkflow(new Dictionary<string, System.Text.Json.JsonElement>()), "already-started"),
        };
    }
}
