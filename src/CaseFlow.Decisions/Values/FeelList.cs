using System.Collections;

namespace CaseFlow.Decisions.Values;

/// <summary>An immutable list of values; null is a value.</summary>
internal sealed class FeelList(object?[] items) : IReadOnlyList<object?>
{
    private readonly object?[] _items = items;

    public static FeelList Empty { get; } = new([]);

    public int Count => _items.Length;

    public object? this[int index] => _items[index];

    public ReadOnlySpan<object?> Span => _items;

    /// <summary>A list as it is; any other value as a list of one.</summary>
    public static FeelList Of(object? value) => value as FeelList ?? new FeelList([value]);

    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
