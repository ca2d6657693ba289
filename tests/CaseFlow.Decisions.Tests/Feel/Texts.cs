namespace CaseFlow.Decisions.Tests.Feel;

public sealed class Texts
{
    public static TheoryData<string, string> Functions => SpecTable.Of("""
        "a" + "b"                          => "ab"
        "a" + 1                            => null
        "a\"b\\c"                          => "a\"b\\c"
        "\u4e2d\U01F40E"                   => "中\uD83D\uDC0E"
        string length("🐎a")               => 2
        substring("foobar", 3)             => "obar"
        substring("foobar", 3, 3)          => "oba"
        substring("foobar", -2, 1)         => "a"
        substring("foobar", 0)             => null
        substring("🐎ab", 2)               => "ab"
        substring("foobar", 3, 0)          => null
        upper case("aBc4")                 => "ABC4"
        lower case("aBc4")                 => "abc4"
        substring before("foobar", "bar")  => "foo"
        substring before("foobar", "xyz")  => ""
        substring after("foobar", "ob")    => "ar"
        substring after("", "a")           => ""
        contains("foobar", "of")           => false
        starts with("foobar", "fo")        => true
        ends with("foobar", "r")           => true
        string join(["a", null, "c"], "_") => "a_c"
        string join(["a", "b"])            => "ab"
        string join([])                    => ""
        string join([1])                   => null
        split("John Doe", "\\s")           => ["John","Doe"]
        split("a;b;;", ";")                => ["a","b","",""]
        contains(null, "a")                => null
        contains("a")                      => null
        contains(match: "a", string: "ab") => true
        contains(matsch: "a", string: "ab") => null
        """);

    public static TheoryData<string, string> Patterns => SpecTable.Of("""
        matches("foobar", "^fo*b")         => true
        matches("FOO", "foo", "i")         => true
        matches("a\nb", "a.b")             => false
        matches("a\nb", "a.b", "s")        => true
        matches("a\nb", "^b$", "m")        => true
        matches("a b", "a\\ b")            => null
        matches("ab", "a b", "x")          => true
        matches("a.b", "a.b", "q")         => true
        matches("axb", "a.b", "q")         => false
        matches("a", "a", "y")             => null
        matches("abab", "(ab)\\1")         => true
        matches("a", "(a")                 => null
        matches("a", "(?=a)")              => null
        matches("a", "[a-z-[aeiou]]")      => false
        matches("b", "[a-z-[aeiou]]")      => true
        matches("😀", "^.$")               => true
        matches("😀", "^[^a]$")            => true
        matches("😁", "^[😀-😂]$")         => true
        matches("沪", "^\\p{IsCJKUnifiedIdeographs}$") => true
        matches("a\n", "a$")               => false
        replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") => "[1=ab][2=]cd"
        replace("abracadabra", "bra", "*") => "a*cada*"
        replace("abc", "b", "\\$")         => "a$c"
        replace("abc", "b", "$")           => null
        replace("abc", "x*", "-")          => null
        """);

    public static TheoryData<string, string> Conversions => SpecTable.Of("""
        string(1.10)                       => "1.1"
        string(null)                       => null
        string(true)                       => "true"
        string(@"2020-01-01")              => "2020-01-01"
        string(@"PT26H")                   => "P1DT2H"
        string(@"-P14M")                   => "-P1Y2M"
        string(@"PT0S")                    => "PT0S"
        string([1, "a", null])             => "[1, \"a\", null]"
        string({a: {b: "x"}})              => "{a: {b: \"x\"}}"
        string((1..5])                     => "(1..5]"
        number("1 000,5", " ", ",")        => 1000.5
        number("1,000.5", ",", ".")        => 1000.5
        number("1,000", ",", ",")          => null
        number("abc")                      => null
        number("-12.5e2")                  => -1250
        """);

    [Theory]
    [MemberData(nameof(Functions))]
    [MemberData(nameof(Patterns))]
    [MemberData(nameof(Conversions))]
    public void are_counted_by_code_point_and_matched_as_xpath_does(string expression, string expected) => FeelText.Value(expression).ShouldBe(expected);

    [Fact]
    public void do_not_let_a_pattern_run_away() =>
        FeelText.Value($"matches(\"{new string('a', 60)}!\", \"^(a|a|aa)+(b)?\\\\2$\")").ShouldBeOneOf("null", "false");
}
