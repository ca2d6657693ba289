namespace CaseFlow.Workflows.Activities;

/// <summary>Gives a variable a value, converted to its type.</summary>
internal sealed class SetVariable : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.SetVariable", "Primitives", "设置变量", "Set variable", [Takes("value", "Object")])
        .About("给变量赋值，并转换为变量的类型。", "Gives a variable a value, converted to its type.");

    public override void Read(NodeReading reading) => reading.Node.Detail = Json.Get(reading.Node.Source, "variable") is { } variable
        ? Json.Text(variable, "id") ?? Json.Text(variable, "name") ?? Json.AsText(variable)
        : null;

    public override void Check(ActivityNode node, Findings findings)
    {
        if (node.Detail is null)
            findings.Error("missing-input", node, node.JsonPath + ".variable", "未指定要设置的变量。", "It does not say which variable to set.");
    }

    public override void Begin(Step step)
    {
        if (step.Node.Detail is not string id)
            throw new ActivityFault("unknown-variable", $"'{step.Node.Id}' does not say which variable to set.");
        step.Scope.Set(id, step.Input("value") ?? Conversion.Null);
        step.Complete();
    }
}
