using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Values;

/// <summary>A value that can be called: built in, written in FEEL, or a business knowledge model, decision service or decision of a model.</summary>
internal abstract class FeelFunction
{
    public abstract string Name { get; }

    /// <summary>The parameters of the first signature, for checks of functions that are handed over.</summary>
    public abstract IReadOnlyList<FeelParameter> Parameters { get; }

    public virtual FeelType ResultType => FeelType.Any;

    public abstract object? Call(Run run, object?[] arguments);

    public abstract object? CallNamed(Run run, IReadOnlyList<KeyValuePair<string, object?>> arguments);
}

/// <summary>A parameter of a function with its declared type.</summary>
internal sealed record FeelParameter(string Name, FeelType Type);
