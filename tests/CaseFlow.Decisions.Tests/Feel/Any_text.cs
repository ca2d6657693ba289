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

    [Fact]
    public void that_doubles_a_value_again_and_again_stays_within_its_budget()
    {
        var text = "{ v0: [1, 2], " + string.Join(", ",
            Enumerable.Range(1, 60).Select(n => $"v{n}: [v{n - 1}, v{n - 1}]")) + ", r: flatten(v60), e: v60 = [v59, v59], s: string(v60) }";
        FeelExpression.Parse(text).Explain(FeelText.Variables("{}"), FeelText.Now).Reasons[0].Code.ShouldStartWith("feel-limit-");
    }
}
