using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Decisions.Tests.Feel;

/// <summary>Whatever is typed: a syntax error with a place, or a value; never anything else, and soon. scripts/fuzz plays the same by the million.</summary>
public sealed class Any_text
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true);

    [Fact]
    public void like_a_sentence_or_nearly_one_is_refused_with_a_place_or_has_a_value() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Fuzz.Try(new Fuzz(seed).Next()) is null).Check(Runs);

    [Fact]
    public void in_a_model_is_a_finding_or_has_a_value() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => ModelFuzz.Try(new ModelFuzz(seed).Next()) is null).Check(Runs);

    [Fact]
    public void at_all_is_refused_with_a_place_or_has_a_value() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => Fuzz.Try(text.Get) is null).Check(Runs);

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("[", 100_000)]
    [InlineData("{a:", 100_000)]
    [InlineData("-", 100_000)]
    [InlineData("]1..", 100_000)]
    [InlineData("1+", 100_000)]
    [InlineData("if ", 100_000)]
    [InlineData("not(", 100_000)]
    [InlineData("a.", 100_000)]
    [InlineData("a[", 100_000)]
    [InlineData("function(x) ", 100_000)]
    [InlineData("1 instance of list<", 100_000)]
    public void piled_up_is_refused_before_the_stack_ends(string piece, int times) =>
        FeelExpression.TryParse(string.Concat(Enumerable.Repeat(piece, times)) + "1", out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("for i in 1..200000 return i", "sum(l)")]
    [InlineData("for i in 1..200000 return i", "max(l)")]
    [InlineData("for i in 1..200000 return i", "list contains(l, 0)")]
    [InlineData("append(for i in 1..200000 return i, \"x\")", "sum(l)")]
    [InlineData("for i in 1..200000 return i", "l instance of list<number>")]
    [InlineData("for i in 1..200000 return i", "(function(x: list<number>) 1)(l)")]
    [InlineData("{s0: \"abcdefghijklmnopqrst\", s1: s0+s0+s0+s0, s2: s1+s1+s1+s1, s3: s2+s2+s2+s2, s4: s3+s3+s3+s3, s5: s4+s4+s4+s4, s6: s5+s5+s5+s5}.s6", "l + \"\" < l + \"\"")]
    [InlineData("{s0: \"aaaaaaaaaaaaaaaaaaaa\", s1: s0+s0+s0+s0}.s1", "matches(l + \"!\", \"^(a+)+(b)?\\2$\")")]
    public void that_asks_something_large_again_and_again_is_stopped_in_time(string large, string ask)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = FeelExpression.Parse($"{{ l: {large}, r: for i in 1..900000 return {ask} }}.r").Explain(FeelText.Variables("{}"), FeelText.Now);
        result.Reasons[0].Code.ShouldBe("feel-limit-steps");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "a second on an idle machine");
    }

    [Fact]
    public void that_doubles_a_value_again_and_again_stays_within_its_budget()
    {
        var text = "{ v0: [1, 2], " + string.Join(", ",
            Enumerable.Range(1, 60).Select(n => $"v{n}: [v{n - 1}, v{n - 1}]")) + ", r: flatten(v60), e: v60 = [v59, v59], s: string(v60) }";
        FeelExpression.Parse(text).Explain(FeelText.Variables("{}"), FeelText.Now).Reasons[0].Code.ShouldStartWith("feel-limit-");
    }
}
