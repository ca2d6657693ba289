namespace CaseFlow.Workflows;

/// <summary>The engine: a pure function from a state and a stimulus to the next state and the events that made it.</summary>
public static class Engine
{
    /// <summary>Visits begun in one burst before it counts as an endless loop. The limit stands outside the activities it guards, so no activity can forget
    /// it.</summary>
    internal const int VisitsPerBurst = 10_000;

    /// <summary>Feeds a stimulus to an instance and runs until nothing is left to do without the outside world.</summary>
    /// <param name="definition">The version the instance is pinned to; any version for a new instance.</param>
    /// <param name="now">The only clock the engine knows.</param>
    /// <exception cref="ArgumentException">The definition is not the one the instance runs: a defect of the caller.</exception>
    public static Burst Advance(WorkflowDefinition definition, WorkflowInstance instance, Stimulus stimulus, DateTimeOffset now) =>
        Advance(definition, instance, stimulus, now, VisitsPerBurst);

    internal static Burst Advance(WorkflowDefinition definition, WorkflowInstance instance, Stimulus stimulus, DateTimeOffset now, int limit)
    {
        if (instance.Status != InstanceStatus.New && (instance.DefinitionId, instance.Version) != (definition.DefinitionId, definition.Version))
            throw new ArgumentException($"Instance {instance.Id} runs {instance.DefinitionId} v{instance.Version}, a different definition.",
                nameof(definition));
        if (Guard.Check(definition, instance, stimulus) is { IsEmpty: false } reasons)
            return new Burst(instance, [], reasons[0]) { Reasons = reasons };

        var run = new Run(definition, instance, now);
        Receive(run, stimulus);
        for (var visits = 0; run.Next() is { } token; visits++)
        {
            if (visits == limit)
            {
                run.Fault(token, "endless-loop", $"The burst began {limit} visits without waiting for anything: a loop without an end.");
                break;
            }

            run.Record(new ActivityStarted(token));
            run.Try(token, run.BeginVisit);
        }

        run.LookForStandstill();
        return run.Result();
    }

    private static void Receive(Run run, Stimulus stimulus)
    {
        switch (stimulus)
        {
            case StartWorkflow start:
                run.Begin(start);
                break;
            case RetryIncident retry:
                run.Intervene(nameof(RetryIncident), retry.Reason, [retry.Token]);
                run.CancelChildren(retry.Token);
                run.Record(new ActivityRetried(retry.Token));
                break;
            case SkipActivity skip:
                run.Intervene(nameof(SkipActivity), skip.Reason, [skip.Token]);
                run.Complete(skip.Token, [skip.Outcome]);
                break;
            case FailRequest failed:
                run.Fault(failed.Token, failed.Code, failed.Message);
                break;
            case SetVariables set:
                Repair.SetVariables(run, set);
                break;
            case MoveToActivity move:
                Repair.Move(run, move);
                break;
            case CancelWorkflow cancel:
                run.CancelEverything(cancel.Reason);
                break;
            case CompleteTask completed:
                run.Resume(completed.Token, completed);
                break;
            case FireTimer fired:
                run.Resume(fired.Token, fired);
                break;
            case DeliverEvent delivered:
                run.Resume(delivered.Token, delivered);
                break;
            case ChildEnded ended:
                run.Resume(ended.Token, ended);
                break;
            case ReceiveHttpRequest received:
                run.Resume(received.Token, received);
                break;
            case AnswerRequest answered:
                run.Resume(answered.Token, answered);
                break;
        }
    }
}
