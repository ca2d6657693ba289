using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Syntax;

/// <summary>What surrounds an expression: the names and members it may use and the types it may name.</summary>
internal sealed class Vocabulary
{
    public Vocabulary(IEnumerable<string> names, IEnumerable<string> members, IEnumerable<KeyValuePair<string, FeelType>> types)
    {
        Types = types.ToDictionary(pair => pair.Key, pair => pair.Value);
        Names = new NameTable(BuiltInNames).AddAll(names);
        Members = new NameTable().AddAll(members);
        TypeNames = new NameTable(BuiltInTypes).AddAll(Types.Keys);
    }

    private Vocabulary(Vocabulary outer, IEnumerable<string> names)
    {
        (Types, Members, TypeNames, IsClosed) = (outer.Types, outer.Members, outer.TypeNames, outer.IsClosed);
        Names = new NameTable(outer.Names).AddAll(names);
    }

    /// <summary>Nothing is in scope but the names told: those of a model, not the variables of a process.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The names of the built-in functions, which any name of a model hides.</summary>
    public static NameTable BuiltInNames { get; } = new NameTable().AddAll(Functions.BuiltIns.Names);

    private static NameTable BuiltInTypes { get; } =
        new NameTable().AddAll(["date and time", "days and time duration", "years and months duration"]);

    /// <summary>Made after the tables above: static members are initialised in the order they stand in.</summary>
    public static Vocabulary Empty { get; } = new([], [], []);

    /// <summary>The same surroundings with more names in sight.</summary>
    public Vocabulary With(params IEnumerable<string> names) => new(this, names);

    /// <summary>Inside a filter, where entries of the items may hide any name.</summary>
    public Vocabulary OverItems() => new(this, ["item"]) { IsClosed = false };

    public NameTable Names { get; }

    public NameTable Members { get; }

    public NameTable TypeNames { get; }

    public IReadOnlyDictionary<string, FeelType> Types { get; }
}
