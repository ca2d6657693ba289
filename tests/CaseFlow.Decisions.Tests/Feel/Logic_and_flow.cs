namespace CaseFlow.Decisions.Tests.Feel;

public sealed class Logic_and_flow
{
    public static TheoryData<string, string> Logic => SpecTable.Of("""
        true and null                      => null
        false and null                     => false
        true or null                       => true
        false or null                      => null
        true and "x"                       => null
        not(true)                          => false
        not(null)                          => null
        not(1)                             => null
        1 = "1"                            => null
        1 = null                           => false
        null = null                        => true
        1 != 2                             => true
        "a" < "b"                          => true
        "a" < 1                            => null
        5 between 1 and 10                 => true
        null between 1 and 2               => null
        1 in (1, 2)                        => true
        3 in (< 2, > 2)                    => true
        1 in [1, 2]                        => true
        1 in [[1..2], [5..6]]              => true
        """);

    public static TheoryData<string, string> Flow => SpecTable.Of("""
        if 1 < 2 then "a" else "b"         => "a"
        if null then 1 else 2              => 2
        for i in 1..3, j in [10, 20] return i * j => [10,20,20,40,30,60]
        for i in 3..1 return i             => [3,2,1]
        for i in (1..4) return i           => [2,3]
        for i in 1..5 return if i = 1 then 1 else i * partial[-1] => [1,2,6,24,120]
        for d in @"2024-02-28"..@"2024-03-01" return d.day => [28,29,1]
        for x in null return x             => null
        for x in 5 return x                => [5]
        some x in [1, 2, 3] satisfies x > 2 => true
        every x in [1, 2, 3] satisfies x > 2 => false
        every x in [] satisfies false      => true
        some x in [1, "a"] satisfies x > 2 => null
        every x in [1, 2], y in [3, 4] satisfies x < y => true
        """);

    public static TheoryData<string, string> Functions => SpecTable.Of("""
        (function(x, y) x - y)(y: 1, x: 5) => 4
        (function(x: number) x + 1)("a")   => null
        (function(x: number) x + 1)([1])   => 2
        (function(x) x + 1)(1, 2)          => null
        (function(x: list<number>) count(x))(5) => 1
        {add: function(a) function(b) a + b, r: add(1)(2)}.r => 3
        nothing(1)                         => null
        (function(a) external { java: { class: "java.lang.Math", method signature: "abs(double)" } })(1) => null
        """);

    public static TheoryData<string, string> Types => SpecTable.Of("""
        1 instance of number               => true
        "a" instance of string             => true
        null instance of number            => false
        [1, 2] instance of list<number>    => true
        [1, "a"] instance of list<number>  => false
        {a: 1, b: 2} instance of context<a: number> => true
        {a: 1} instance of context<a: string> => false
        [1..5] instance of range<number>   => true
        @"P1D" instance of days and time duration => true
        @"2020-01-01T00:00:00" instance of date and time => true
        (function(a: number) a) instance of function<number>->Any => true
        1 instance of nothing              => null
        """);

    public static TheoryData<string, string> Writing => SpecTable.Of("""
        1 /* one */ + 1                    => 2
        "a" // no more                     => "a"
        {a+b: 1, c: a+b + 1}.c             => 2
        {人数: 3, r: 人数 + 1}.r            => 4
        {🐎: 1}                            => {"\uD83D\uDC0E":1}
        date and time("2020-01-01T00:00:00").year => 2020
        """);

    [Theory]
    [MemberData(nameof(Logic))]
    [MemberData(nameof(Flow))]
    [MemberData(nameof(Functions))]
    [MemberData(nameof(Types))]
    [MemberData(nameof(Writing))]
    public void know_three_truths(string expression, string expected) => FeelText.Value(expression).ShouldBe(expected);
}
