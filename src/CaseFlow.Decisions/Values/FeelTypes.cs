using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Values;

internal sealed record ListType(FeelType Item) : FeelType
{
    public override string Name => $"list<{Item.Name}>";

    public override bool Includes(Run run, object? value)
    {
        if (value is not FeelList list) return false;
        if (Item == Any) return true;
        run.Spend(1 + list.Count / 8);
        foreach (var item in list.Span)
            if (!Item.IncludesOrNull(run, item)) return false;
        return true;
    }

    public override bool Allows(Run run, object? value) => value is not FeelList list || list.All(item => item is null || Item.Allows(run, item));

    public override bool ConformsTo(FeelType other) => other == Any || (other.Unwrapped is ListType list && Item.ConformsTo(list.Item));
}

internal sealed record RangeType(FeelType Item) : FeelType
{
    public override string Name => $"range<{Item.Name}>";

    public override bool Includes(Run run, object? value) => value is FeelRange range && Item.IncludesOrNull(run, range.Start) && Item.IncludesOrNull(run, range.End);

    public override bool ConformsTo(FeelType other) => other == Any || (other.Unwrapped is RangeType range && Item.ConformsTo(range.Item));
}

/// <summary>A context that has at least these entries.</summary>
internal sealed record ContextType(IReadOnlyList<FeelParameter> Entries) : FeelType
{
    public override string Name => $"context<{string.Join(", ", Entries.Select(entry => $"{entry.Name}: {entry.Type.Name}"))}>";

    public override bool Includes(Run run, object? value) =>
        value is FeelContext context && Entries.All(entry => context.TryGet(entry.Name, out var item) && entry.Type.IncludesOrNull(run, item));

    public override bool Allows(Run run, object? value) =>
        value is not FeelContext context || Entries.All(entry => !context.TryGet(entry.Name, out var item) || item is null || entry.Type.Allows(run, item));

    public override bool ConformsTo(FeelType other) =>
        other == Any || other == Context || (other.Unwrapped is ContextType wanted &&
            wanted.Entries.All(entry => Entries.FirstOrDefault(own => own.Name == entry.Name) is { } own && own.Type.ConformsTo(entry.Type)));

    public bool Equals(ContextType? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() => Entries.Count;
}

/// <summary>A function of these parameters; parameters vary against, the result with the wanted type. An undeclared result is taken on trust.</summary>
internal sealed record FunctionType(IReadOnlyList<FeelType> Parameters, FeelType Result) : FeelType
{
    public override string Name => $"function<{string.Join(", ", Parameters.Select(type => type.Name))}>->{Result.Name}";

    public override bool Includes(Run run, object? value) =>
        value is FeelFunction function && function.Parameters.Count == Parameters.Count &&
        Parameters.Zip(function.Parameters).All(pair => pair.First.ConformsTo(pair.Second.Type)) &&
            (function.ResultType == Any || function.ResultType.ConformsTo(Result));

    public override bool ConformsTo(FeelType other) =>
        other == Any || other == Function || (other.Unwrapped is FunctionType wanted && wanted.Parameters.Count == Parameters.Count &&
            wanted.Parameters.Zip(Parameters).All(pair => pair.First.ConformsTo(pair.Second)) && Result.ConformsTo(wanted.Result));

    public bool Equals(FunctionType? other) => other is not null && Result == other.Result && Parameters.SequenceEqual(other.Parameters);

    public override int GetHashCode() => HashCode.Combine(Parameters.Count, Result);
}
