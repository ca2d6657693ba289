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

    public override bool Includes(Run run, object? value) => Structure.Includes(run, value);

    public override bool ConformsTo(FeelType other) => ReferenceEquals(this, other) || Structure.ConformsTo(other);

    public override bool Allows(Run run, object? value) =>
        Structure.Allows(run, value) && (AllowedValues is null || AllowedValues.Matches(new EmptyScope(run), value) is true);

    public bool Equals(DeclaredType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => TypeName.GetHashCode(StringComparison.Ordinal);
}
