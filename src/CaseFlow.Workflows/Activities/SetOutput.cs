namespace CaseFlow.Workflows.Activities;

/// <summary>Gives an output of the workflow a value.</summary>
internal sealed class SetOutput : ActivityKind
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Elsa.SetOutput", "Composition", "设置输出", "Set output", [Needs("outputName", "String"), Takes("outputValue", "Object")])
        .About("给流程的输出赋值。", "Gives an output of the workflow a value.");

    public override void Begin(Step step)
    {
        step.Scope.SetOutput(step.Needed("outputName"), step.Input("outputValue") ?? Conversion.Null);
        step.Complete();
    }
}
