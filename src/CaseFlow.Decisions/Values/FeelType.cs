using CaseFlow.Decisions.Evaluation;

namespace CaseFlow.Decisions.Values;

/// <summary>A type of the language: what <c>instance of</c> asks for and what parameters, variables and item definitions declare.</summary>
internal abstract record FeelType
{
    public static readonly FeelType Any = new SimpleType("Any", static _ => true);
    public static readonly FeelType Nothing = new SimpleType("Null", static value => value is null);
    public static readonly FeelType Number = new SimpleType("number", static value => value is FeelNumber);
    public static readonly FeelType Text = new SimpleType("string", static value => value is string);
    public static readonly FeelType Boolean = new SimpleType("boolean", static value => value is bool);
    public static readonly FeelType Date = new SimpleType("date", static value => value is FeelDate);
    public static readonly FeelType Time = new SimpleType("time", static value => value is FeelTime);
    public static readonly FeelType DateTime = new SimpleType("date and time", static value => value is FeelDateTime);
    public static readonly FeelType DayTime = new SimpleType("days and time duration", static value => value is DayTimeDuration);
    public static readonly FeelType YearMonth = new SimpleType("years and months duration", static value => value is YearMonthDuration);
    public static readonly FeelType Context = new SimpleType("context", static value => value is FeelContext);
    public static readonly FeelType List = new ListType(Any);
    public static readonly FeelType Range = new RangeType(Any);
    public static readonly FeelType Function = new SimpleType("function", static value => value is FeelFunction);

    private static readonly Dictionary<string, FeelType> Known = new()
    {
        ["Any"] = Any,
        ["any"] = Any,
        ["Null"] = Nothing,
        ["number"] = Number,
        ["string"] = Text,
        ["boolean"] = Boolean,
        ["date"] = Date,
        ["time"] = Time,
        ["date and time"] = DateTime,
        ["dateTime"] = DateTime,
        ["days and time duration"] = DayTime,
        ["dayTimeDuration"] = DayTime,
        ["years and months duration"] = YearMonth,
        ["yearMonthDuration"] = YearMonth,
        ["context"] = Context,
        ["list"] = List,
        ["range"] = Range,
        ["function"] = Function,
    };

    public abstract string Name { get; }

    /// <summary>Whether the value is of this type, allowed values aside. Null is of no type but Any and Null. What is gone through is paid for.</summary>
    public abstract bool Includes(Run run, object? value);

    /// <summary>Whether the value also keeps the allowed values of this type.</summary>
    public virtual bool Allows(Run run, object? value) => true;

    public virtual bool IncludesOrNull(Run run, object? value) => value is null || Includes(run, value);

    /// <summary>Whether every value of this type is one of the other.</summary>
    public virtual bool ConformsTo(FeelType other) => other == Any || other.Unwrapped == Unwrapped;

    /// <summary>The type without the name and the allowed values an item definition gave it.</summary>
    public virtual FeelType Unwrapped => this;

    public static FeelType? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>The type of a value, as words for a person.</summary>
    public static FeelType Of(object? value) => value switch
    {
        null => Nothing,
        FeelNumber => Number,
        string => Text,
        bool => Boolean,
        FeelDate => Date,
        FeelTime => Time,
        FeelDateTime => DateTime,
        DayTimeDuration => DayTime,
        YearMonthDuration => YearMonth,
        FeelList => List,
        FeelContext => Context,
        FeelRange => Range,
        FeelFunction => Function,
        _ => Any,
    };

    /// <summary>
    /// The value as one of this type: as it is, a list of one for a list, the only item of a list, a date as its midnight in UTC. False when none fits.
    /// </summary>
    public bool TryCoerce(Run run, object? value, out object? result)
    {
        result = value;
        if (value is null) return true;
        if (Includes(run, value)) return Allows(run, value);
        if (value is FeelList { Count: 1 } list && Unwrapped is not ListType && Includes(run, list[0])) return Allows(run, result = list[0]);
        if (Unwrapped is ListType && value is not FeelList && Includes(run, new FeelList([value]))) return Allows(run, result = new FeelList([value]));
        if (value is FeelDate date && Unwrapped == DateTime) return Allows(run, result = FeelDateTime.Midnight(date, FeelZone.Utc));
        result = null;
        return false;
    }

    private sealed record SimpleType(string SimpleName, Func<object?, bool> Test) : FeelType
    {
        public override string Name => SimpleName;

        public override bool Includes(Run run, object? value) => Test(value);

        public bool Equals(SimpleType? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => SimpleName.GetHashCode(StringComparison.Ordinal);
    }
}
