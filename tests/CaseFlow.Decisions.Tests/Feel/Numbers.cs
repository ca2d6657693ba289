namespace CaseFlow.Decisions.Tests.Feel;

public sealed class Numbers
{
    public static TheoryData<string, string> Arithmetic => SpecTable.Of("""
        1 + 2 * 3                          => 7
        (1 + 2) * 3                        => 9
        2 ** 3 ** 2                        => 64
        -2 ** 2                            => 4
        --5                                => 5
        10 - 3 - 2                         => 5
        8 / 2 / 2                          => 2
        0.1 + 0.2                          => 0.3
        1 / 3                              => 0.3333333333333333333333333333333333
        2 / 3                              => 0.6666666666666666666666666666666667
        1 / 3 * 3                          => 0.9999999999999999999999999999999999
        1 / 0                              => null
        12345678901234567890123456789012345678 => 12345678901234567890123456789012350000
        99999999999999999999999999999999999 + 1 => 100000000000000000000000000000000000
        1e3                                => 1000
        1.5e-3                             => 0.0015
        1.10                               => 1.1
        -0                                 => 0
        1 + null                           => null
        1 + "1"                            => null
        """);

    public static TheoryData<string, string> Powers => SpecTable.Of("""
        2 ** -1                            => 0.5
        2 ** 0.5                           => 1.414213562373095048801688724209698
        4 ** 0.5                           => 2
        1.1 ** 10                          => 2.5937424601
        0 ** 0                             => 1
        0 ** -1                            => null
        (-8) ** 3                          => -512
        (-8) ** 0.5                        => null
        10 ** 7000                         => null
        10 ** -7000                        => 0
        sqrt(2)                            => 1.414213562373095048801688724209698
        sqrt(16)                           => 4
        sqrt(0.25)                         => 0.5
        sqrt(-1)                           => null
        exp(0)                             => 1
        exp(1)                             => 2.718281828459045235360287471352662
        exp(-5)                            => 0.006737946999085467096636048423148424
        exp(1000000)                       => null
        log(10)                            => 2.302585092994045684017991454684364
        log(1)                             => 0
        log(0)                             => null
        log(exp(3))                        => 3
        """);

    public static TheoryData<string, string> Roundings => SpecTable.Of("""
        decimal(1 / 3, 2)                  => 0.33
        decimal(1.5, 0)                    => 2
        decimal(2.5, 0)                    => 2
        decimal(128, -2)                   => 100
        decimal(1, 7000)                   => null
        floor(1.5)                         => 1
        floor(-1.56, 1)                    => -1.6
        ceiling(-1.5)                      => -1
        ceiling(1.56, 1)                   => 1.6
        round up(5.5, 0)                   => 6
        round up(-5.5, 0)                  => -6
        round up(1.121, 2)                 => 1.13
        round down(-5.5, 0)                => -5
        round down(1.126, 2)               => 1.12
        round half up(5.5, 0)              => 6
        round half up(-5.5, 0)             => -6
        round half up(1.126, 2)            => 1.13
        round half down(5.5, 0)            => 5
        round half down(-5.5, 0)           => -5
        round half down(1.126, 2)          => 1.13
        abs(-10)                           => 10
        abs(@"-PT5H")                      => "PT5H"
        abs(@"-P3M")                       => "P3M"
        modulo(12, 5)                      => 2
        modulo(-12, 5)                     => 3
        modulo(12, -5)                     => -3
        modulo(-12, -5)                    => -2
        modulo(10.1, -4.5)                 => -3.4
        modulo(5, 0)                       => null
        odd(5)                             => true
        odd(2)                             => false
        even(2)                            => true
        even(-5)                           => false
        """);

    public static TheoryData<string, string> Statistics => SpecTable.Of("""
        count([1, 2, 3])                   => 3
        count([])                          => 0
        min([3, 1, 2])                     => 1
        max("a", "c", "b")                 => "c"
        max([])                            => null
        max(1, "a")                        => null
        sum(1, 2, 3)                       => 6
        sum([])                            => null
        sum([@"PT1H", @"PT30M"])           => "PT1H30M"
        sum([1, "a"])                      => null
        product(2, 3, 4)                   => 24
        mean([1, 2, 4])                    => 2.333333333333333333333333333333333
        median([8, 2, 5, 3, 4])            => 4
        median(6, 1, 2, 3)                 => 2.5
        median([])                         => null
        stddev(2, 4, 7, 5)                 => 2.081665999466132735282297706979931
        stddev([1])                        => null
        mode(6, 3, 9, 6, 6)                => [6]
        mode([6, 1, 9, 6, 1])              => [1,6]
        mode([])                           => []
        """);

    [Theory]
    [MemberData(nameof(Arithmetic))]
    [MemberData(nameof(Powers))]
    [MemberData(nameof(Roundings))]
    [MemberData(nameof(Statistics))]
    public void count_in_thirty_four_digits(string expression, string expected) => FeelText.Value(expression).ShouldBe(expected);
}
