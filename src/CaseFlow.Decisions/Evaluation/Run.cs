namespace CaseFlow.Decisions.Evaluation;

/// <summary>One evaluation: its clock, its budget, and the reasons of the nulls it met.</summary>
internal sealed class Run(DateTimeOffset now, FeelLimits? limits = null)
{
    private const int MaxReasons = 20;

    /// <summary>For tests of constants, tried while a table is compiled or checked: they cost what they are long, and their number is bounded otherwise.</summary>
    public static Run Unbounded() => new(default, new FeelLimits(long.MaxValue, FeelLimits.Default.Depth, int.MaxValue));

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

    /// <summary>Pays for looking through a value: every function does, whatever it answers.</summary>
    public void Weigh(object? value)
    {
        var weight = value switch
        {
            string text => text.Length / 16,
            Values.FeelList list => list.Count / 8,
            Values.FeelContext context => context.Count / 8,
            _ => 0,
        };
        if (weight > 0) Spend(weight);
    }

    /// <summary>Pays for comparing two texts, should they be long.</summary>
    public void WeighTexts(object? a, object? b)
    {
        if (a is string { Length: >= 64 } x && b is string { Length: >= 64 } y) Spend(Math.Min(x.Length, y.Length) / 64);
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
