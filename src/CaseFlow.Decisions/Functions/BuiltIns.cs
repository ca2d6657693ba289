using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>All functions of chapter 10.3.4. A family is a file; here they are gathered under their names.</summary>
internal sealed class BuiltIns
{
    private static readonly BuiltIns Gathered = new();

    private readonly Dictionary<string, BuiltIn> _byName = [];

    private BuiltIns()
    {
        ConversionFunctions.Define(this);
        TemporalFunctions.Define(this);
        TextFunctions.Define(this);
        NumberFunctions.Define(this);
        ListFunctions.Define(this);
        ListChanges.Define(this);
        StatisticsFunctions.Define(this);
        ContextFunctions.Define(this);
        RangeFunctions.Define(this);
    }

    public static IEnumerable<string> Names => Gathered._byName.Keys;

    public static FeelFunction? Find(string name) => Gathered._byName.GetValueOrDefault(name);

    public void Add(string name, string parameters, FeelType result, Func<Call, object?> body)
    {
        if (!_byName.TryGetValue(name, out var function)) _byName[name] = function = new BuiltIn(name);
        function.Add(new Signature(parameters, result, body));
    }
}
