namespace CaseFlow.Decisions.Evaluation;

/// <summary>One evaluation: its clock, its budget, and the reasons of the nulls it met.</summary>
internal sealed class Run(DateTimeOffset now, FeelLimits? limits = null)
{
    private const int MaxReasons = 20;
    private readonly List<NullReason> _reasons = [];
    private readonly FeelLimits _limits = limits ?? FeelLimits.Default;
    private long _spent;
    private int _depth;

    public DateTimeOffset Now => now;

    public FeelLimits Limits => _limits;

    /// <summary>What decision tables and decisions leave behind for the explanation.</summary>
    public Trace Trace { get; } = new();

    public IReadOnlyList<NullReason> Reasons => _reasons;

    /// <summary>False when enough reasons were collected.</summary>
    public bool WantsReasons => _reasons.Count < MaxReasons;

    /// <summary>Pays for work or memory: one for a step, an item or a few characters. Throws when the budget is gone.</summary>
    public void Spend(long amount)
    {
        _spent += amount;
        if (_spent > _limits.Steps) throw new FeelLimitException(NullReason.TooLong(_limits.Steps));
    }

    public void Enter()
    {
        if (++_depth > _limits.Depth || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new FeelLimitException(NullReason.TooDeep(_limits.Depth));
        Spend(1);
    }

    public void Leave() => _depth--;

    /// <summary>A text of this length is about to be made.</summary>
    public string Text(string text)
    {
        Spend(1 + text.Length / 16);
        return text.Length <= _limits.TextLength ? text : throw new FeelLimitException(NullReason.TooLongText(_limits.TextLength));
    }

    /// <summary>Two values that cannot be compared.</summary>
    public object? Incomparable(object? a, object? b) => WantsReasons ? Null(NullReason.Comparison(a, b)) : null;

    /// <summary>Two values the operation does not work on.</summary>
    public object? Unfit(string operation, object? a, object? b) => WantsReasons ? Null(NullReason.Operands(operation, a, b)) : null;

    public object? Null(NullReason reason)
    {
        if (WantsReasons && !_reasons.Contains(reason)) _reasons.Add(reason);
        return null;
    }
}

/// <summary>The budget of this evaluation is gone. Caught where the evaluation began; the result is null with this reason.</summary>
internal sealed class FeelLimitException(NullReason reason) : Exception(reason.En)
{
    public NullReason Reason => reason;
}
