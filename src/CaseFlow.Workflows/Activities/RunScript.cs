using System.Collections.Immutable;

namespace CaseFlow.Workflows.Activities;

/// <summary>Evaluates a JavaScript expression; its value is the result. <c>setOutcome("x")</c> inside it chooses the port.</summary>
internal sealed class RunJavaScript : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.RunJavaScript", "Scripting", "执行 JavaScript 表达式", "Run JavaScript",
        [Takes("script", "String"), Takes("possibleOutcomes", "String[]")], ["result"])
        .About("计算一个 JavaScript 表达式；setOutcome 选择出口。", "Evaluates a JavaScript expression; setOutcome chooses the port.");

    public override void Read(NodeReading reading)
    {
        var node = reading.Node;
        if (node.Inputs.TryGetValue("possibleOutcomes", out var outcomes) && outcomes.Expression is LiteralExpression { Value: var names }
            && Conversion.ToNames(names) is { IsEmpty: false } ports)
            node.Ports = [.. ports.Append("Done").Distinct()];
        var script = node.Inputs.TryGetValue("script", out var given) && given.Expression is LiteralExpression { Value: var text } ? Conversion.ToText(text)
            : "";
        node.Detail = JavaScriptSource.Read(script, $"{node.JsonPath}.script.expression.value", node, reading.Findings);
        node.Expressions.Add(((Expression)node.Detail, $"{node.JsonPath}.script.expression.value"));
    }

    public override void Begin(Step step)
    {
        var outcomes = new List<string>();
        var expression = (Expression)step.Node.Detail!;
        step.Bind("result", expression is JavaScriptSource script ? script.Evaluate(step.Scope, outcomes) : expression.Evaluate(step.Scope));
        step.Complete(outcomes.ToImmutableArray());
    }
}

/// <summary>A script in a language that is not run here, because it would have the run of the server.</summary>
internal sealed class RefusedScript(string type, string language) : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe(type, "Scripting", $"{language} 脚本（不支持）", $"{language} script (not supported)", outputs: ["result"])
        .About("不执行：只为读取旧文件而保留。", "Not run: known so that old files can be read.");

    public override void Check(ActivityNode node, Findings findings) =>
        findings.Error("script-language", node, node.JsonPath, $"不执行 {language} 脚本。请改用 FEEL 表达式、“设置变量”或一个请求活动。",
        $"{language} scripts are not run; use a FEEL expression with SetVariable, or an activity of the product.");

    public override void Begin(Step step) => throw new ActivityFault("script-language", $"{language} scripts are not run.");
}
