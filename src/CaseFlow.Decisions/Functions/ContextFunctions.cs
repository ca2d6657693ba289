using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>10.3.4.9: reading and building contexts.</summary>
internal static class ContextFunctions
{
    public static void Define(BuiltIns all)
    {
        all.Add("get value", "m: context, key: string", FeelType.Any, call =>
            call.Context(0).TryGet(call.Text(1), out var value) ? value : call.Run.Null(NullReason.NoEntry(call.Text(1), call[0])));
        all.Add("get entries", "m: context", FeelType.List, call =>
            call.Listed(call.Context(0).Entries.Select(entry => (object?)Entry(entry.Key, entry.Value))));
        all.Add("context", "entries: list", FeelType.Context, FromEntries);
        all.Add("context put", "context: context, key: string, value: any", FeelType.Context, call => call.Context(0).With(call.Text(1), call[2]));
        all.Add("context put", "context: context, keys: list, value: any", FeelType.Context, call => PutDeep(call, call.Context(0), call.List(1), 0, call[2]));
        all.Add("context merge", "contexts: list", FeelType.Context, Merge);
    }

    private static FeelContext Entry(string key, object? value) => new([KeyValuePair.Create("key", (object?)key), KeyValuePair.Create("value", value)]);

    private static object? FromEntries(Call call)
    {
        var context = new FeelContext();
        foreach (var item in call.List(0))
        {
            if (item is not FeelContext entry || !entry.TryGet("key", out var key) || key is not string name || !entry.TryGet("value", out var value))
                return call.Null("每一项都应有 key 和 value", "every item needs a key and a value");
            if (context.Has(name)) return call.Run.Null(NullReason.Duplicate(name));
            context.Set(name, value);
        }

        return context;
    }

    /// <summary>The keys lead inwards; what is missing on the way is made, what is no context stops it.</summary>
    private static object? PutDeep(Call call, FeelContext context, FeelList keys, int depth, object? value)
    {
        if (depth >= keys.Count || keys[depth] is not string key) return call.Null("键应为非空的文本列表", "the keys must be a list of strings with at least one item");
        if (depth == keys.Count - 1) return context.With(key, value);
        var inner = context.TryGet(key, out var found) ? found as FeelContext : null;
        if (inner is null) return call.Run.Null(NullReason.NoEntry(key, context));
        call.Run.Spend(1);
        return PutDeep(call, inner, keys, depth + 1, value) is FeelContext changed ? context.With(key, changed) : null;
    }

    private static object? Merge(Call call)
    {
        var merged = new FeelContext();
        foreach (var item in call.List(0))
        {
            if (item is not FeelContext context) return call.Null("列表只能含上下文", "the list may hold only contexts");
            foreach (var (name, value) in context.Entries) merged.Set(name, value);
        }

        return merged;
    }
}
