using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>The type an item definition declares: a name over a structure, and the values it allows.</summary>
internal sealed record DeclaredType(string TypeName) : FeelType
{
    public override string Name => TypeName;

    /// <summary>Set once, when all item definitions are known: they may name each other.</summary>
    public FeelType Structure { get; set; } = Any;

    public UnaryTests? AllowedValues { get; set; }

    public override FeelType Unwrapped => Structure.Unwrapped;

    public override bool Includes(object? value) => Structure.Includes(value);

    public override bool ConformsTo(FeelType other) => ReferenceEquals(this, other) || Structure.ConformsTo(other);

    public override bool Allows(object? value) =>
        Structure.Allows(value) && (AllowedValues is null || AllowedValues.Matches(new EmptyScope(new Run(default)), value) is true);

    public bool Equals(DeclaredType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => TypeName.GetHashCode(StringComparison.Ordinal);
}
