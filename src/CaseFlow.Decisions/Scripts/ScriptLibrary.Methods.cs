using System.Globalization;

namespace CaseFlow.Decisions.Scripts;

/// <summary>Methods of texts, lists and numbers.</summary>
internal static partial class ScriptLibrary
{
    private static object? TextMethod(ScriptRun run, string text, string name, IReadOnlyList<object?> arguments)
    {
        var first = At(arguments, 0) is Undefined ? "" : ScriptValues.Text(At(arguments, 0));
        switch (name)
        {
            case "toUpperCase":
                return text.ToUpperInvariant();
            case "toLowerCase":
                return text.ToLowerInvariant();
            case "trim":
                return text.Trim();
            case "trimStart":
                return text.TrimStart();
            case "trimEnd":
                return text.TrimEnd();
            case "lastIndexOf":
                return (double)text.LastIndexOf(first, StringComparison.Ordinal);
            case "localeCompare":
                return (double)Math.Sign(string.CompareOrdinal(text, first));
            case "charCodeAt":
                return Index(At(arguments, 0) is Undefined ? 0d : arguments[0], text.Length) is { } unit ? text[unit] : double.NaN;
            case "at":
                var at = ScriptValues.Number(At(arguments, 0));
                return Index(at < 0 ? at + text.Length : at, text.Length) is { } here ? text[here].ToString() : Undefined.Value;
            case "toString" or "valueOf":
                return text;
            case "includes":
                return text.Contains(first, StringComparison.Ordinal);
            case "startsWith":
                return text.StartsWith(first, StringComparison.Ordinal);
            case "endsWith":
                return text.EndsWith(first, StringComparison.Ordinal);
            case "indexOf":
                return (double)text.IndexOf(first, StringComparison.Ordinal);
            case "charAt":
                return Index(At(arguments, 0) is Undefined ? 0d : arguments[0], text.Length) is { } index ? text[index].ToString() : "";
            case "slice":
                return Slice(text.Length, arguments) is var (from, to) ? text[from..to] : "";
            case "substring":
                var (low, high) = (Within(At(arguments, 0), text.Length, 0), Within(At(arguments, 1), text.Length, text.Length));
                return text[Math.Min(low, high)..Math.Max(low, high)];
            case "concat":
                return text + string.Concat(arguments.Select(argument => ScriptValues.Text(argument)));
            case "split":
                run.Step(text.Length);
                return (At(arguments, 0) is Undefined ? [text] : first.Length == 0 ? text.Select(character => character.ToString()) : text.Split(first))
                    .Cast<object?>().ToList();
            case "replace":
                return text.IndexOf(first, StringComparison.Ordinal) is var place and >= 0
                    ? string.Concat(text.AsSpan(0, place), ScriptValues.Text(At(arguments, 1)), text.AsSpan(place + first.Length)) : text;
            case "replaceAll":
                return first.Length == 0 ? text : text.Replace(first, ScriptValues.Text(At(arguments, 1)), StringComparison.Ordinal);
            case "padStart" or "padEnd" or "repeat":
                return Grown(text, name, arguments);
            default:
                return Missing;
        }
    }

    private static string Grown(string text, string name, IReadOnlyList<object?> arguments)
    {
        var size = ScriptValues.Number(At(arguments, 0));
        if (size is not >= 0 || (name == "repeat" ? size * text.Length : size) > ScriptRun.LongestText)
            throw new ScriptException($"'{name}' would make a text that is too long.");
        var filler = At(arguments, 1) is Undefined ? " " : ScriptValues.Text(arguments[1]);
        if (name == "repeat")
            return string.Concat(Enumerable.Repeat(text, (int)size));
        var missing = (int)size - text.Length;
        if (missing <= 0 || filler.Length == 0)
            return text;
        var padding = string.Concat(Enumerable.Repeat(filler, (missing / filler.Length) + 1))[..missing];
        return name == "padStart" ? padding + text : text + padding;
    }

    private static object? ListMethod(ScriptRun run, List<object?> list, string name, IReadOnlyList<object?> arguments)
    {
        run.Step(list.Count / 4);
        var each = At(arguments, 0) as ScriptFunction;
        switch (name)
        {
            case "join":
                return string.Join(At(arguments, 0) is Undefined ? "," : ScriptValues.Text(arguments[0]),
                    list.Select(item => ScriptValues.IsNothing(item) ? "" : ScriptValues.Text(item)));
            case "includes":
                return list.Exists(item => ScriptValues.Same(item, At(arguments, 0)));
            case "indexOf":
                return (double)list.FindIndex(item => ScriptValues.Same(item, At(arguments, 0)));
            case "at":
                var place = ScriptValues.Number(At(arguments, 0));
                return Index(place < 0 ? place + list.Count : place, list.Count) is { } index ? list[index] : Undefined.Value;
            case "slice":
                return Slice(list.Count, arguments) is var (from, to) ? list.GetRange(from, to - from) : [];
            case "concat":
                return list.Concat(arguments.SelectMany(item => item is List<object?> more ? more : [item])).ToList();
            case "flat":
                return list.SelectMany(item => item is List<object?> inner ? inner : [item]).ToList();
            case "lastIndexOf":
                return (double)list.FindLastIndex(item => ScriptValues.Same(item, At(arguments, 0)));
            case "reverse" or "toReversed":
                return Enumerable.Reverse(list).ToList();
            case "sort" or "toSorted":
                return Sorted(run, list, each);
            case "findLast" when each is not null:
                return Found(run, [.. Enumerable.Reverse(list)], each) is { } last and >= 0 ? list[list.Count - 1 - last] : Undefined.Value;
            case "toString":
                return ScriptValues.Text(list);
            case "map" when each is not null:
                return list.Select((item, i) => Call(run, each, item, i)).ToList();
            case "flatMap" when each is not null:
                return list.SelectMany((item, i) => Call(run, each, item, i) is var made && made is List<object?> more ? more : [made]).ToList();
            case "filter" when each is not null:
                return list.Where((item, i) => ScriptValues.IsTrue(Call(run, each, item, i))).ToList();
            case "find" when each is not null:
                return Found(run, list, each) is { } found and >= 0 ? list[found] : Undefined.Value;
            case "findIndex" when each is not null:
                return (double)Found(run, list, each);
            case "some" when each is not null:
                return Found(run, list, each) >= 0;
            case "every" when each is not null:
                return !list.Where((item, i) => !ScriptValues.IsTrue(Call(run, each, item, i))).Any();
            case "reduce" when each is not null && (arguments.Count > 1 || list.Count > 0):
                return arguments.Count > 1 ? Reduced(run, list, each, arguments[1], 0) : Reduced(run, list, each, list[0], 1);
            default:
                return Missing;
        }
    }

    /// <summary>A sorted copy: a list is never changed, so what JavaScript does in place cannot be seen here. Without a function by text, what is undefined last.</summary>
    private static List<object?> Sorted(ScriptRun run, List<object?> list, ScriptFunction? order)
    {
        var sorted = list.Select((item, i) => (Item: item, Place: i)).Where(pair => pair.Item is not Undefined).ToList();
        sorted.Sort((a, b) =>
        {
            run.Step();
            var sign = order is null ? string.CompareOrdinal(ScriptValues.Text(a.Item), ScriptValues.Text(b.Item)) : ScriptValues.Number(order(run, [a.Item, b.Item]));
            return sign is < 0 ? -1 : sign is > 0 ? 1 : a.Place.CompareTo(b.Place);
        });
        return [.. sorted.Select(pair => pair.Item), .. list.Where(item => item is Undefined)];
    }

    private static object? Reduced(ScriptRun run, List<object?> list, ScriptFunction each, object? sum, int from)
    {
        for (var i = from; i < list.Count; i++)
            sum = each(run, [sum, list[i], (double)i]);
        return sum;
    }

    private static int Found(ScriptRun run, List<object?> list, ScriptFunction each)
    {
        for (var i = 0; i < list.Count; i++)
            if (ScriptValues.IsTrue(Call(run, each, list[i], i)))
                return i;
        return -1;
    }

    private static object? Call(ScriptRun run, ScriptFunction each, object? item, int index)
    {
        run.Step();
        return each(run, [item, (double)index]);
    }

    private static object? NumberMethod(double number, string name, IReadOnlyList<object?> arguments) => name switch
    {
        "toString" => ScriptValues.Text(number),
        "toFixed" when ScriptValues.Number(At(arguments, 0) is Undefined ? 0d : arguments[0]) is >= 0 and <= 100 and var digits =>
            number.ToString("F" + (int)digits, CultureInfo.InvariantCulture),
        _ => Missing,
    };

    private static (int From, int To)? Slice(int length, IReadOnlyList<object?> arguments)
    {
        var (from, to) = (End(At(arguments, 0), 0), End(At(arguments, 1), length));
        return from < to ? (from, to) : null;

        int End(object? value, int otherwise) => value is Undefined ? otherwise
            : (int)Math.Clamp(ScriptValues.Number(value) is var number && number < 0 ? number + length : ScriptValues.Number(value), 0, length);
    }

    private static int Within(object? value, int length, int otherwise) =>
        value is Undefined ? otherwise : ScriptValues.Number(value) is var number && double.IsNaN(number) ? 0 : (int)Math.Clamp(number, 0, length);
}
