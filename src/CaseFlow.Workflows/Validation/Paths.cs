using System.Collections.Immutable;
using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>Every way an instance can take, through all containers and the workflows used as activities. A point is the beginning of an activity or its end by a
/// port; from each point lead alternatives, and of one alternative all points are gone to at once.</summary>
internal sealed class Paths
{
    private readonly List<List<int[]>> ways = [];
    private readonly List<List<int>> comingFrom = [];
    private readonly Dictionary<ActivityNode, int> beginnings = [];
    private readonly Dictionary<(ActivityNode Node, string Port), int> endings = [];

    public Paths(WorkflowDefinition definition)
    {
        Root = definition.Root;
        foreach (var node in definition.Nodes.Values)
            Lead(node);
        foreach (var from in Enumerable.Range(0, ways.Count))
            foreach (var to in ways[from].SelectMany(all => all).Distinct())
                comingFrom[to].Add(from);
    }

    public ActivityNode Root { get; }
    public long Steps { get; private set; }

    public int Begin(ActivityNode node) => beginnings.TryGetValue(node, out var point) ? point : beginnings[node] = Point();

    public int End(ActivityNode node, string port = "Done") => endings.TryGetValue((node, port), out var point) ? point : endings[(node, port)] = Point();

    /// <summary>The points that something is true of: all whose <paramref name="rule"/> holds, given the answers so far. Beginning with «false everywhere» it is the
    /// least such set, with «true everywhere» the greatest. Each answer changes once at most.</summary>
    public bool[] Where(bool beginning, Func<int, IReadOnlyList<int[]>, bool[], bool> rule)
    {
        var answers = Enumerable.Repeat(beginning, ways.Count).ToArray();
        var open = new Queue<int>(Enumerable.Range(0, ways.Count));
        while (open.TryDequeue(out var point))
        {
            Steps++;
            if (answers[point] != beginning || rule(point, ways[point], answers) == beginning)
                continue;
            answers[point] = !beginning;
            foreach (var source in comingFrom[point].Where(source => answers[source] == beginning))
                open.Enqueue(source);
        }

        return answers;
    }

    /// <summary>The points that can be reached from the beginning.</summary>
    public bool[] Reached()
    {
        var reached = new bool[ways.Count];
        var open = new Stack<int>([Begin(Root)]);
        while (open.TryPop(out var point))
        {
            Steps++;
            if (reached[point])
                continue;
            reached[point] = true;
            foreach (var next in ways[point].SelectMany(all => all))
                open.Push(next);
        }

        return reached;
    }

    private int Point()
    {
        ways.Add([]);
        comingFrom.Add([]);
        return ways.Count - 1;
    }

    private void Way(int from, params int[] all) => ways[from].Add(all);

    /// <summary>From one point to another, by an activity if there is one.</summary>
    public void Through(int from, ActivityNode? activity, int to)
    {
        Way(from, activity is null ? to : Begin(activity));
        if (activity is not null)
            After(activity, to);
    }

    /// <summary>Whichever way the inner activity ends.</summary>
    private void After(ActivityNode inner, int next)
    {
        foreach (var port in inner.Ports)
            Way(End(inner, port), next);
    }

    private void Lead(ActivityNode node)
    {
        var (begin, done, inside) = (Begin(node), End(node), node.Children);
        switch (node.Kind)
        {
            case Sequence when !inside.IsEmpty:
                Way(begin, Begin(inside[0]));
                for (var i = 0; i < inside.Length; i++)
                    After(inside[i], i + 1 == inside.Length || inside[i].Kind.IsTerminal ? done : Begin(inside[i + 1]));
                break;
            case Flowchart when node.Detail is FlowGraph { Start: >= 0 } graph:
                foreach (var start in inside.Where(child => child.Kind.IsTrigger && Triggers.CanStart(child)).Append(graph.Activities[graph.Start]).Distinct())
                    Way(begin, Begin(start));
                for (var i = 0; i < inside.Length; i++)
                    LeadOn(graph, i, done);
                break;
            case FlowFork:
                Fork(begin, node, node.Parent?.Detail as FlowGraph);
                break;
            case Activities.Parallel or Activities.Fork when !inside.IsEmpty:
                if (Json.Text(node.Source, "joinMode") == "WaitAny")
                    foreach (var branch in inside)
                        Way(begin, Begin(branch));
                else
                    Way(begin, [.. inside.Select(Begin)]);
                foreach (var branch in inside)
                    After(branch, done);
                break;
            case Loop when !inside.IsEmpty:
                Way(begin, Begin(inside[0]));
                After(inside[0], begin);
                if (!While.GoesOnForEver(node))
                    Way(begin, done);
                break;
            case StateMachine:
                StateMachine.Lead(this, node);
                break;
            case Break:
                Way(begin, Around(node).FirstOrDefault(level => level.Kind is Loop) is { } loop ? End(loop)
                    : Around(node).LastOrDefault(level => level.Kind is Sequence) is { } outer ? End(outer) : done);
                break;
            case Complete:
                var workflow = Around(node).First(level => level.IsWorkflow);
                foreach (var port in node.Inputs.TryGetValue("outcomes", out var given) && given.Expression is LiteralExpression { Value: var names }
                    && Conversion.ToNames(names) is { IsEmpty: false } some ? some : given is null ? ["Done"] : workflow.Ports)
                    Way(begin, End(workflow, port));
                break;
            case Finish:
                Way(begin, End(Root));
                break;
            default:
                foreach (var branch in inside)
                {
                    Way(begin, Begin(branch));
                    After(branch, done);
                }

                foreach (var port in inside.IsEmpty || MayPassBy(node) ? node.Ports : [])
                    Way(begin, End(node, port));
                break;
        }
    }

    /// <summary>None of the embedded branches may be taken.</summary>
    private static bool MayPassBy(ActivityNode node) => node.Detail switch
    {
        (ActivityNode, ActivityNode) => false,
        (ImmutableArray<SwitchCase>, ActivityNode) => false,
        _ => node.Kind is not (FlowNode or EmbeddedWorkflow),
    };

    private void LeadOn(FlowGraph graph, int activity, int done)
    {
        var node = graph.Activities[activity];
        foreach (var port in node.Ports.Concat(graph.Outgoing[activity].Select(arrow => arrow.Port)).Distinct())
        {
            var arrows = graph.Outgoing[activity].Where(arrow => arrow.Port == port).ToList();
            if (node.Kind.IsTerminal || arrows.Count == 0)
                Way(End(node, port), done);
            else
                Beside(End(node, port), [.. arrows.Select(arrow => (graph.Branches.IsRace(arrow), Begin(graph.Activities[arrow.Target])))]);
            if (!node.Ports.Contains(port))
                Way(Begin(node), End(node, port));
        }
    }

    private void Fork(int begin, ActivityNode node, FlowGraph? graph)
    {
        var arrows = graph?.Outgoing[graph.IndexOf(node)] ?? [];
        Beside(begin, [.. node.Ports.Select(port => (arrows.Any(arrow => arrow.Port == port && graph!.Branches.IsRace(arrow)), End(node, port)))]);
    }

    /// <summary>Branches that begin together: of those that race one goes on, and all that do not race run beside it.</summary>
    private void Beside(int from, (bool Races, int Begin)[] branches)
    {
        var always = branches.Where(branch => !branch.Races).Select(branch => branch.Begin).ToArray();
        foreach (var racing in branches.Where(branch => branch.Races))
            Way(from, [racing.Begin, .. always]);
        if (always.Length == branches.Length)
            Way(from, always);
    }

    private static IEnumerable<ActivityNode> Around(ActivityNode node)
    {
        for (var level = node.Parent; level is not null; level = level.Parent)
            yield return level;
    }
}
