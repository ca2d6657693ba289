using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>A list with one thing changed. Positions count from 1, or from the end with -1.</summary>
internal static class ListChanges
{
    public static void Define(BuiltIns all)
    {
        all.Add("insert before", "list: list, position: number, newItem: any", FeelType.List, call =>
            Index(call) is { } at ? call.Listed([.. call.List(0).Take(at), call[2], .. call.List(0).Skip(at)]) : OutOfList(call));
        all.Add("remove", "list: list, position: number", FeelType.List, call =>
            Index(call) is { } at ? call.Listed([.. call.List(0).Take(at), .. call.List(0).Skip(at + 1)]) : OutOfList(call));
        all.Add("list replace", "list: list, position: number, newItem: any", FeelType.List, call =>
            Index(call) is { } at ? call.Listed([.. call.List(0).Take(at), call[2], .. call.List(0).Skip(at + 1)]) : OutOfList(call));
        all.Add("list replace", "list: list, match: function, newItem: any", FeelType.List, ReplaceMatches);
    }

    private static object? ReplaceMatches(Call call)
    {
        var match = (FeelFunction)call[1]!;
        if (match.Parameters.Count != 2) return call.Null("匹配函数应有两个参数", "the match function must take two arguments");
        var items = new List<object?>();
        foreach (var item in call.List(0))
        {
            if (match.Call(call.Run, [item, call[2]]) is not bool matches) return call.Null("匹配函数应返回是非值", "the match function must answer true or false");
            items.Add(matches ? call[2] : item);
        }

        return call.Listed(items);
    }

    private static int? Index(Call call)
    {
        var count = call.List(0).Count;
        return call.Number(1).ToInt() switch
        {
            { } position and > 0 when position <= count => position - 1,
            { } position and < 0 when -(long)position <= count => count + position,
            _ => null,
        };
    }

    private static object? OutOfList(Call call) => call.Null("列表只有 {1} 项", "the list has {1} items", call.List(0).Count);
}
