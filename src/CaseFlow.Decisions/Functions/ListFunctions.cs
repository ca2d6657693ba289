using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>10.3.4.4: asking lists, and combining them.</summary>
internal static class ListFunctions
{
    public static void Define(BuiltIns all)
    {
        all.Add("list contains", "list: list, element: any", FeelType.Boolean, call => call.List(0).Any(item => Equality.Same(call.Run, item, call[1])));
        all.Add("count", "list: list", FeelType.Number, call => (FeelNumber)call.List(0).Count);
        all.Add("all", "list...: any", FeelType.Boolean, call => Logic.Value(call.List(0).Select(Logic.Truth).Aggregate((bool?)true, Logic.And)));
        all.Add("any", "list...: any", FeelType.Boolean, call => Logic.Value(call.List(0).Select(Logic.Truth).Aggregate((bool?)false, Logic.Or)));
        all.Add("sublist", "list: list, start position: number, length?: number", FeelType.List, Sublist);
        all.Add("append", "list: list, item...: any", FeelType.List, call => call.Listed(call.List(0).Concat(call.List(1))));
        all.Add("concatenate", "lists...: any", FeelType.List, call => call.Listed(call.List(0).SelectMany(FeelList.Of)));
        all.Add("union", "lists...: any", FeelType.List, call => Distinct(call, call.List(0).SelectMany(FeelList.Of)));
        all.Add("distinct values", "list: list", FeelType.List, call => Distinct(call, call.List(0)));
        all.Add("reverse", "list: list", FeelType.List, call => call.Listed(call.List(0).Reverse()));
        all.Add("index of", "list: list, match: any", FeelType.List, call =>
            call.Listed(call.List(0).Index().Where(pair => Equality.Same(call.Run, pair.Item, call[1])).Select(pair => (object?)(FeelNumber)(pair.Index + 1))));
        all.Add("flatten", "list: list", FeelType.List, call => call.Listed(Flat(call, call.List(0), 0)));
        all.Add("sort", "list: list, precedes?: function", FeelType.List, Sort);
    }

    private static object? Sublist(Call call)
    {
        var list = call.List(0);
        if (call.Number(1).ToInt() is not { } start || start == 0 || Math.Abs((long)start) > list.Count)
            return call.Null("列表只有 {1} 项", "the list has {1} items", list.Count);
        var first = start > 0 ? start - 1 : list.Count + start;
        var length = call.Has(2) ? call.Number(2).ToInt() : list.Count - first;
        return length is >= 0 && first + (long)length <= list.Count
            ? call.Listed(list.Skip(first).Take(length.Value))
            : call.Null("长度超出列表", "the length goes beyond the list");
    }

    private static FeelList Distinct(Call call, IEnumerable<object?> items)
    {
        var distinct = new List<object?>();
        foreach (var item in items)
        {
            call.Run.Spend(1 + distinct.Count);
            if (!distinct.Exists(known => Equality.Same(call.Run, known, item))) distinct.Add(item);
        }

        return new FeelList([.. distinct]);
    }

    private static IEnumerable<object?> Flat(Call call, FeelList list, int depth)
    {
        if (depth > 100) throw new Evaluation.FeelLimitException(NullReason.TooDeep(100));
        foreach (var item in list)
        {
            call.Run.Spend(1);
            if (item is not FeelList inner) yield return item;
            else
                foreach (var one in Flat(call, inner, depth + 1)) yield return one;
        }
    }

    /// <summary>A merge sort: stable, and at peace with an order that contradicts itself. Without a function: ascending.</summary>
    private static object? Sort(Call call)
    {
        var precedes = call[1] as FeelFunction;
        if (precedes is not null && precedes.Parameters.Count != 2) return call.Null("比较函数应有两个参数", "the function must take two arguments");
        var items = call.List(0).ToArray();
        return Merge(items) is { } sorted ? new FeelList(sorted) : call.Null("列表的项无法比较", "the items cannot be compared");

        object?[]? Merge(object?[] part)
        {
            if (part.Length < 2) return part;
            if (Merge(part[..(part.Length / 2)]) is not { } left || Merge(part[(part.Length / 2)..]) is not { } right) return null;
            var merged = new List<object?>(part.Length);
            var (i, j) = (0, 0);
            while (i < left.Length && j < right.Length)
            {
                call.Run.Spend(1);
                call.Run.WeighTexts(left[i], right[j]);
                var rightFirst = precedes is null ? Ordering.Compare(right[j], left[i]) < 0 : precedes.Call(call.Run, [right[j], left[i]]) as bool?;
                if (rightFirst is null || (precedes is null && Ordering.Compare(right[j], left[i]) is null)) return null;
                merged.Add(rightFirst.Value ? right[j++] : left[i++]);
            }

            return [.. merged, .. left[i..], .. right[j..]];
        }
    }
}
