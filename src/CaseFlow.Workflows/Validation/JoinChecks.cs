using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>Branches that start together and where they meet: joins that may wait for ever, joins that are passed over, branches that never meet.</summary>
internal static class JoinChecks
{
    public static long Run(FlowGraph graph, Findings findings)
    {
        foreach (var (join, wait) in graph.Branches.MayWait)
            MayWait(graph.Activities[join], graph.Activities[wait], findings);
        foreach (var arrow in graph.Branches.Apart.Where(arrow => !EndsByItself(graph, arrow)))
            Apart(graph.Activities[arrow.Source], graph.Activities[arrow.Target], findings);
        return graph.Branches.Steps + (graph.Activities.Any(node => FlowJoin.Declared(node) == JoinMode.WaitAll) ? PassedOver(graph, findings) : 0);
    }

    /// <summary>One of the group ends the flowchart, and with it the others.</summary>
    private static bool EndsByItself(FlowGraph graph, FlowArrow arrow) => graph.Branches.Beside(arrow).Any(one => graph.LeadsToTerminal[one.Target]);

    /// <summary>What must have been chosen on every way to an activity. Arrows of a join that waits for all, but do not follow the same choices, never arrive all
    /// together whenever it was chosen otherwise, and then the join and all behind it is passed over.</summary>
    private static long PassedOver(FlowGraph graph, Findings findings)
    {
        var choices = graph.Arrows.Where(arrow => Chooses(graph.Activities[arrow.Source])).Select(arrow => (arrow.Source, arrow.Port)).Distinct().ToList();
        var numbers = choices.Select((choice, number) => (choice, number)).ToDictionary(item => item.choice, item => item.number);
        var chosen = graph.Activities.Select(_ => new Bits(choices.Count)).ToArray();
        foreach (var activity in graph.ForwardOrder())
        {
            var ways = graph.Forward[activity].Select(arrow => Along(arrow, numbers, chosen)).ToList();
            var (any, every) = (new Bits(choices.Count), ways.Count == 0 ? new Bits(choices.Count) : ways[0].Copy());
            ways.ForEach(any.Unite);
            ways.ForEach(every.Intersect);
            var waitsForAll = FlowJoin.Declared(graph.Activities[activity]) == JoinMode.WaitAll;
            chosen[activity] = waitsForAll ? any : every;
            if (waitsForAll && !any.SameAs(every))
                PassedOver(graph.Activities[activity], any.Members().CountBy(number => choices[number].Source).Any(source => source.Value > 1), findings);
        }

        return graph.Arrows.Length;
    }

    private static Bits Along(FlowArrow arrow, Dictionary<(int, string), int> numbers, Bits[] chosen)
    {
        if (!numbers.TryGetValue((arrow.Source, arrow.Port), out var number))
            return chosen[arrow.Source];
        var along = chosen[arrow.Source].Copy();
        along[number] = true;
        return along;
    }

    /// <summary>It leaves by exactly one of its ports.</summary>
    private static bool Chooses(ActivityNode node) => node.Ports.Length > 1
        && (node.Kind is FlowDecision or HumanTask or AwaitEvent or Request || (node.Kind is FlowSwitch && !node.Inputs.ContainsKey("mode")));

    private static void MayWait(ActivityNode join, ActivityNode wait, Findings findings) => findings.Warn("join-may-wait", join, join.JsonPath,
        $"“{join.Id}”要等所有分支，而“{wait.Id}”等待的外部事件可能永远不来。若先到者为准，请在此前放一个 WaitAny 汇合。",
        $"'{join.Id}' waits for all its branches, but the event that '{wait.Id}' waits for may never come. "
        + "If the first to arrive decides, put a FlowJoin with WaitAny before it.");

    private static void Apart(ActivityNode fork, ActivityNode branch, Findings findings) => findings.Warn("branches-never-meet", fork, branch.JsonPath,
        $"从“{fork.Id}”开始的分支“{branch.Id}”不与其他分支汇合。请用 FlowJoin 汇合，或让其中一支以 End 结束。",
        $"The branch of '{fork.Id}' that begins with '{branch.Id}' meets no other. Let them meet in a FlowJoin, or let one of them end by an End.");

    private static void PassedOver(ActivityNode join, bool never, Findings findings)
    {
        if (never)
            findings.Error("join-never-runs", join, join.JsonPath, $"“{join.Id}”要求所有分支都走到，而其中有互斥的分支：它永远不会执行。请改用 WaitAny 或 WaitAllActive。",
                $"'{join.Id}' wants all its branches, but some of them exclude each other: it never runs. Use WaitAny or WaitAllActive.");
        else
            findings.Warn("join-may-be-skipped", join, join.JsonPath, $"“{join.Id}”要求所有分支都走到，而其中有的只在某个选择下才走：否则它和后面的活动都被跳过。可改用 WaitAllActive。",
                $"'{join.Id}' wants all its branches, but some are taken only by choice: otherwise it and all behind it is skipped. WaitAllActive waits for those taken.");
    }
}
