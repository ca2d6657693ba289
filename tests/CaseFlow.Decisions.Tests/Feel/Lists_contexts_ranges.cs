namespace CaseFlow.Decisions.Tests.Feel;

public sealed class Lists_contexts_ranges
{
    public static TheoryData<string, string> Lists => SpecTable.Of("""
        [1, 2, 3][1]                       => 1
        [1, 2, 3][-1]                      => 3
        [1, 2, 3][4]                       => null
        [1, 2, 3][item > 1]                => [2,3]
        [{a: 1, b: 2}, {a: 3, b: 4}][a = 3].b => [4]
        [{item: 1}, {item: 2}][item >= 2]  => [{"item":2}]
        "abc"[1]                           => "abc"
        null[1]                            => null
        [1, 2]["a"]                        => null
        list contains([1, null], null)     => true
        sublist([1, 2, 3], 2)              => [2,3]
        sublist([1, 2, 3], -2, 1)          => [2]
        sublist([1, 2, 3], 4)              => null
        append([1], 2, [3])                => [1,2,[3]]
        concatenate([1, 2], [3], 4)        => [1,2,3,4]
        insert before([1, 3], 2, 2)        => [1,2,3]
        insert before([1, 3], 3, 2)        => null
        remove([1, 2, 3], -1)              => [1,2]
        list replace([2, 4, 7], 3, 6)      => [2,4,6]
        list replace([2, 4, 7], function(item, newItem) item < newItem, 5) => [5,5,7]
        reverse([1, 2])                    => [2,1]
        index of([1, 2, 3, 2], 2)          => [2,4]
        union([1, 2], [2, 3])              => [1,2,3]
        distinct values([1, 2, null, 2, null]) => [1,2,null]
        flatten([[1, 2], [[3]], 4])        => [1,2,3,4]
        sort([3, 1, 2], function(x, y) x > y) => [3,2,1]
        sort(["b", "a"])                   => ["a","b"]
        sort([1, "a"])                     => null
        all([true, null])                  => null
        all([])                            => true
        any([false, null, true])           => true
        any([])                            => false
        [1, 2] = [2, 1]                    => false
        """);

    public static TheoryData<string, string> Contexts => SpecTable.Of("""
        {a: 1, b: a + 1}                   => {"a":1,"b":2}
        {"a b": 1}.a b                     => 1
        {loan-amount: 2, r: loan-amount * 2}.r => 4
        {a: 1, a: 2}                       => null
        {a: 1}.b                           => null
        {f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(20)}.r => 2432902008176640000
        get value({a: 1}, "a")             => 1
        get entries({a: 1})                => [{"key":"a","value":1}]
        context([{key: "a", value: 1}])    => {"a":1}
        context put({x: 1}, "y", 2)        => {"x":1,"y":2}
        context put({x: 1, y: {a: 0}}, ["y", "a"], 2) => {"x":1,"y":{"a":2}}
        context put({x: 1}, [], 2)         => null
        context merge([{x: 1}, {x: 2, y: 3}]) => {"x":2,"y":3}
        {a: 1, b: 2} = {b: 2, a: 1}        => true
        """);

    public static TheoryData<string, string> Ranges => SpecTable.Of("""
        5 in [1..5]                        => true
        5 in [1..5)                        => false
        5 in [1..5[                        => false
        1 in ]1..5]                        => false
        "b" in ["a".."c"]                  => true
        5 in (null..10]                    => null
        "a" in [1..5]                      => null
        [1..5].start                       => 1
        [1..5).end included                => false
        (< 10).end                         => 10
        (< 10) = (< 10)                    => true
        [1..5] = [1..5]                    => true
        5 in (> 3)                         => true
        range("[18..21]")                  => "[18..21]"
        20 in range("[18..)")              => true
        range("[2..)") = >=2               => true
        range("(..2)") != <2               => false
        [< 5, > 10][1] = (< 5)             => true
        range("[21..18]")                  => null
        before([1..5], [6..10])            => true
        before([1..5), [5..10])            => true
        after(6, [1..5])                   => true
        meets([1..5], [5..10])             => true
        met by([5..10], [1..5])            => true
        overlaps([1..5], [3..8])           => true
        overlaps([1..5), [5..8])           => false
        overlaps before([1..5], [3..8])    => true
        overlaps after([3..8], [1..5])     => true
        finishes(10, [1..10])              => true
        finished by([1..10], [5..10])      => true
        includes([1..10], 5)               => true
        during([4..6], [1..10])            => true
        starts(1, [1..10])                 => true
        started by([1..10], [1..5])        => true
        coincides(5, 5)                    => true
        coincides([1..5], [1..5))          => false
        before("a", 1)                     => null
        """);

    [Theory]
    [MemberData(nameof(Lists))]
    [MemberData(nameof(Contexts))]
    [MemberData(nameof(Ranges))]
    public void are_read_and_built(string expression, string expected) => FeelText.Value(expression).ShouldBe(expected);
}
