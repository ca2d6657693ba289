using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Is in one state at a time. Entering one runs its entry and starts the triggers of all transitions that leave it; the first whose condition holds cancels the others, then the
/// transition's action and the state's exit run, and the next state is entered. A state that nothing leaves ends the machine.</summary>
internal sealed class StateMachine : ActivityKind
{
    private const int Waits = 0, Enters = 1, Acts = 2, Exits = 3;

    public override ActivityDescriptor Descriptor { get; } =
        Describe("Elsa.StateMachine", "Flow", "状态机", "State machine", [Takes("initialState", "String")], ["currentState"])
        .About("处于若干状态之一；触发的转移把它带到下一个状态。", "Is in one of several states; transitions that are triggered lead to the next.", "states", "transitions");

    private sealed record State(string Name, ActivityNode? Entry, ActivityNode? Exit);

    private sealed record Transition(int From, int To, ActivityNode? Trigger, Expression? Condition, ActivityNode? Action);

    private sealed record Drawing(ImmutableArray<State> States, ImmutableArray<Transition> Transitions)
    {
        public int IndexOf(string? name) => States.ToList().FindIndex(state => state.Name == name);

        public IEnumerable<int> From(int state) => Enumerable.Range(0, Transitions.Length).Where(transition => Transitions[transition].From == state);
    }

    public override void Read(NodeReading reading)
    {
        var drawing = new Drawing([.. Json.Items(reading.Node.Source, "states").Select((source, i) =>
            new State(Json.Text(source, "name") ?? "", Child(reading, source, $"states[{i}]", "entry"), Child(reading, source, $"states[{i}]", "exit")))], []);
        reading.Node.Detail = drawing with
        {
            Transitions = [.. Json.Items(reading.Node.Source, "transitions").Select((source, i) => new Transition(
                drawing.IndexOf(Json.Text(source, "from")), drawing.IndexOf(Json.Text(source, "to")), Child(reading, source, $"transitions[{i}]", "trigger"),
                Json.Get(source, "condition") is { } condition ? reading.Expression(Json.Get(condition, "expression") ?? condition, $"transitions[{i}].condition") : null,
                Child(reading, source, $"transitions[{i}]", "action")))],
        };
    }

    public override void Check(ActivityNode node, Findings findings)
    {
        var drawing = Of(node);
        if (node.Inputs.TryGetValue("initialState", out var initial) && initial.Expression is LiteralExpression { Value: var name })
            Known(Conversion.ToText(name), initial.Path);
        foreach (var (source, i) in Json.Items(node.Source, "transitions").Select((source, i) => (source, i)))
            foreach (var end in new[] { "from", "to" })
                Known(Json.Text(source, end) ?? "", $"{node.JsonPath}.transitions[{i}].{end}");

        void Known(string state, string path)
        {
            if (drawing.IndexOf(state) < 0)
                findings.Error("unknown-state", node, path, $"没有名为“{state}”的状态。", $"There is no state '{state}'.");
        }
    }

    public override void Begin(Step step) => Enter(step, step.Text("initialState") is { Length: > 0 } name ? Of(step.Node).IndexOf(name) : 0);

    public override void ChildCompleted(Step step, Visit child, ActivityNode childNode, ImmutableArray<string> outcomes)
    {
        var (drawing, state, transition) = (Of(step.Node), (int)step.Kept("state"), (int)step.Kept("transition"));
        switch (step.Kept("does"))
        {
            case Enters:
                Await(step, state);
                break;
            case Acts:
                Exit(step, state, transition);
                break;
            case Exits:
                Enter(step, drawing.Transitions[transition].To);
                break;
            default:
                var triggered = drawing.From(state).First(one => drawing.Transitions[one].Trigger == childNode);
                if (Holds(step, drawing.Transitions[triggered]))
                    Take(step, state, triggered);
                else
                    step.Schedule(childNode);
                break;
        }
    }

    private static void Enter(Step step, int state)
    {
        var drawing = Of(step.Node);
        if (state < 0 || state >= drawing.States.Length)
        {
            step.Complete();
            return;
        }

        step.Bind("currentState", Conversion.Text(drawing.States[state].Name));
        step.Keep(new Dictionary<string, long?> { ["state"] = state, ["does"] = Enters });
        if (drawing.States[state].Entry is { } entry)
            step.Schedule(entry);
        else
            Await(step, state);
    }

    private static void Await(Step step, int state)
    {
        var (drawing, leaving) = (Of(step.Node), Of(step.Node).From(state).ToList());
        step.Keep("does", Waits);
        if (leaving.Count == 0)
            step.Complete();
        else if (leaving.FindIndex(one => drawing.Transitions[one].Trigger is null && Holds(step, drawing.Transitions[one])) is var atOnce and >= 0)
            Take(step, state, leaving[atOnce]);
        else
            foreach (var trigger in leaving.Select(one => drawing.Transitions[one].Trigger).OfType<ActivityNode>())
                step.Schedule(trigger);
    }

    private static void Take(Step step, int state, int transition)
    {
        step.Run.CancelChildren(step.Token);
        step.Keep(new Dictionary<string, long?> { ["does"] = Acts, ["transition"] = transition });
        if (Of(step.Node).Transitions[transition].Action is { } action)
            step.Schedule(action);
        else
            Exit(step, state, transition);
    }

    private static void Exit(Step step, int state, int transition)
    {
        step.Keep("does", Exits);
        if (Of(step.Node).States[state].Exit is { } exit)
            step.Schedule(exit);
        else
            Enter(step, Of(step.Node).Transitions[transition].To);
    }

    /// <summary>Every way through the machine, for the checks.</summary>
    public static void Lead(Paths paths, ActivityNode node)
    {
        var drawing = Of(node);
        for (var i = 0; i < drawing.States.Length; i++)
        {
            var state = drawing.States[i];
            paths.Through(Point(i, "enter"), state.Entry, Point(i, "wait"));
            foreach (var transition in drawing.From(i).Select(one => drawing.Transitions[one]))
            {
                paths.Through(Point(i, "wait"), transition.Trigger, Point(i, "taken"));
                paths.Through(Point(i, "taken"), transition.Action, Point(i, "exit"));
                paths.Through(Point(i, "exit"), state.Exit, transition.To < 0 ? paths.End(node) : Point(transition.To, "enter"));
            }

            if (!drawing.From(i).Any())
                paths.Through(Point(i, "wait"), null, paths.End(node));
        }

        var first = node.Inputs.TryGetValue("initialState", out var initial) && initial.Expression is LiteralExpression { Value: var name } ? drawing.IndexOf(Conversion.ToText(name)) : 0;
        paths.Through(paths.Begin(node), null, drawing.States.IsEmpty || first < 0 ? paths.End(node) : Point(first, "enter"));

        int Point(int state, string what) => paths.End(node, $"{what} {state}");
    }

    private static bool Holds(Step step, Transition transition) =>
        transition.Condition is null || Conversion.To(transition.Condition.Decide(step.Scope), "Boolean").ValueKind == JsonValueKind.True;

    private static ActivityNode? Child(NodeReading reading, JsonElement source, string path, string member) =>
        Json.Get(source, member) is { ValueKind: JsonValueKind.Object } activity ? reading.Child(activity, $"{path}.{member}") : null;

    private static Drawing Of(ActivityNode node) => (Drawing)node.Detail!;
}
