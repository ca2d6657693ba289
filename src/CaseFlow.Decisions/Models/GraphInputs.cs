using System.Text.Json;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>
/// The values given for the inputs of a model. Those of an imported model stand as a context under the import's name; what is missing there is
/// looked for among the names around it.
/// </summary>
internal sealed class GraphInputs
{
    private readonly Func<string, (bool Given, object? Value)> _find;
    private readonly GraphInputs? _outer;
    private readonly bool _typeTexts;

    private GraphInputs(Func<string, (bool, object?)> find, GraphInputs? outer, bool typeTexts) => (_find, _outer, _typeTexts) = (find, outer, typeTexts);

    public static GraphInputs Of(IReadOnlyDictionary<string, object?> values) =>
        new(name => values.TryGetValue(name, out var value) ? (true, value) : default, null, typeTexts: false);

    /// <summary>JSON knows no dates: a text becomes what the input declares.</summary>
    public static GraphInputs Of(IReadOnlyDictionary<string, JsonElement> values) =>
        new(name => values.TryGetValue(name, out var json) ? (true, JsonValues.Read(json)) : default, null, typeTexts: true);

    public bool TryFind(DrgElement element, out object? value)
    {
        (var given, value) = _find(element.Name);
        if (!given) return _outer is not null && _outer.TryFind(element, out value);
        if (_typeTexts) value = JsonValues.Typed(value, element.Type);
        return true;
    }

    /// <summary>The inputs as the imported model sees them; the same ones when nothing is given under its name.</summary>
    public GraphInputs For(string import) =>
        _find(import).Value is FeelContext context
            ? new GraphInputs(name => context.TryGet(name, out var value) ? (true, value) : default, this, _typeTexts)
            : this;
}
