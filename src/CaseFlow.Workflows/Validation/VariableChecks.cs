using CaseFlow.Workflows.Activities;

namespace CaseFlow.Workflows;

/// <summary>Names that nothing declares.</summary>
internal static class VariableChecks
{
    public static void Run(WorkflowDefinition definition, ActivityNode node, Findings findings)
    {
        foreach (var (expression, path) in node.Expressions)
            Check(definition, node, expression, path, findings);
        if (node.Kind is SetVariable && node.Detail is string target && !IsVariable(node, target))
            Report(node, node.JsonPath + ".variable", target, findings);
        foreach (var (output, bound) in node.Outputs)
            if (!IsVariable(node, bound) && !definition.Outputs.Any(known => known.Name == bound))
                findings.Warn("unbound-output", node, $"{node.JsonPath}.{output}", $"输出“{output}”指向“{bound}”，它既不是变量也不是流程输出。",
                    $"The output '{output}' goes to '{bound}', which is neither a variable nor an output of the workflow.");
    }

    private static void Check(WorkflowDefinition definition, ActivityNode node, Expression expression, string path, Findings findings)
    {
        if (expression is JavaScriptSource script && node.Kind is not RunJavaScript && script.Setters.FirstOrDefault() is { } setter)
            findings.Error("expression-changes", node, path, $"“{setter}”会改变流程，只能写在脚本活动中；请改用“设置变量”活动。",
                $"'{setter}' changes the workflow and may stand in a script activity only; use a SetVariable activity.");
        if (expression is VariableExpression variable && !IsVariable(node, variable.Id) && !(variable.Name is { } loop && IsVisible(definition, node, loop)))
            Report(node, path, variable.Id, findings);
        foreach (var name in expression.Names.Distinct().Where(name => !IsVisible(definition, node, name)
            && !(expression is JavaScriptSource && IsVisible(definition, node, char.ToLowerInvariant(name[0]) + name[1..]))))
            Report(node, path, name, findings);
    }

    private static bool IsVariable(ActivityNode node, string id) => Around(node)
        .Any(level => level.Variables.Any(variable => variable.Id == id || variable.Name == id));

    private static bool IsVisible(WorkflowDefinition definition, ActivityNode node, string name) =>
        IsVariable(node, name) || definition.Inputs.Any(input => input.Name == name)
            || Around(node).Any(level => level.Kind.Offers(level, name));

    private static IEnumerable<ActivityNode> Around(ActivityNode node)
    {
        for (ActivityNode? level = node; level is not null; level = level.Parent)
            yield return level;
    }

    private static void Report(ActivityNode node, string path, string name, Findings findings) => findings.Error("unknown-variable", node, path,
        $"没有名为“{name}”的变量或流程输入。请先在流程或外层容器中声明。",
            $"There is no variable or workflow input '{name}'. Declare it in the workflow or in a container around this activity.");
}
