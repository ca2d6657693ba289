using System.Diagnostics.CodeAnalysis;

namespace CaseFlow.Decisions.Values;

/// <summary>Named values in the order of their declaration. Filled while it is made, never changed afterwards.</summary>
internal sealed class FeelContext
{
    private readonly OrderedDictionary<string, object?> _entries;

    public FeelContext(int capacity = 4) => _entries = new(capacity);

    public FeelContext(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        _entries = [];
        foreach (var (name, value) in entries) _entries[name] = value;
    }

    public IReadOnlyList<KeyValuePair<string, object?>> Entries => _entries;

    public int Count => _entries.Count;

    public bool TryGet(string name, out object? value) => _entries.TryGetValue(name, out value);

    public bool Has(string name) => _entries.ContainsKey(name);

    public void Set(string name, object? value) => _entries[name] = value;

    [SuppressMessage("Design", "CA1024", Justification = "A copy is made.")]
    public FeelContext With(string name, object? value)
    {
        var copy = new FeelContext(_entries);
        copy.Set(name, value);
        return copy;
    }
}
