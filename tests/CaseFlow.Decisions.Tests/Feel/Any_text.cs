using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.Decisions.Tests.Feel;

/// <summary>Whatever is typed: a syntax error with a place, or a value; never anything else, and soon.</summary>
public sealed class Any_text
{
    private static readonly string[] Pieces =
    [
        "1", "2.5", "-", "+", "*", "/", "**", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "<", "<=", "=", "!=", ">", "\"a\"", "\"", "@", "@\"P1D\"", "@\"2020-02-29\"",
        "and", "or", "not", "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "instance", "of", "between", "function", "external", "null", "true",
        "a", "b c", "item", "partial", "?", "x", "list<number>", "number", "date and time", "sum", "count", "sort", "replace", "matches", "string join", "flatten", "//", "/*",
        "for i in 1..1000000 return i", "9e6000", "1e-6000", "99999999999999999999", "append", "concatenate", "{a: 1}", "[1,2,3]", "[1..9]", "function(x) x", "🐎", "中", "\\u",
    ];

    private static readonly FeelLimits Small = new(20_000, 60, 20_000);

    private static readonly Dictionary<string, JsonElement> Variables = FeelText.Variables("""{"a":[1,{"x":2}],"b c":"text","x":null}""");

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithQuietOnSuccess(true);

    [Fact]
    public void of_tokens_is_refused_with_a_place_or_has_a_value() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(pieces => string.Join(' ', pieces)).ToArbitrary(), Holds).Check(Runs);

    [Fact]
    public void of_characters_is_refused_with_a_place_or_has_a_value() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get).ToArbitrary(), Holds).Check(Runs);

    [Fact]
    public void as_a_cell_of_a_table_is_refused_or_answers() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(pieces => string.Join(' ', pieces)).ToArbitrary(), text =>
        {
            try
            {
                FeelExpression.ParseUnaryTests(text).Matches(Variables["a"], Variables, FeelText.Now);
            }
            catch (FeelSyntaxException)
            {
                return true;
            }

            return true;
        }).Check(Runs);

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
        var text = "{ v0: [1, 2], " + string.Join(", ", Enumerable.Range(1, 60).Select(n => $"v{n}: [v{n - 1}, v{n - 1}]")) + ", r: flatten(v60), e: v60 = [v59, v59], s: string(v60) }";
        FeelExpression.Parse(text).Explain(Variables, FeelText.Now).Reasons[0].Code.ShouldStartWith("feel-limit-");
    }

    private static bool Holds(string text)
    {
        if (!FeelExpression.TryParse(text, out var expression, out var error)) return error.Position >= 0 && error.Position <= text.Length && error.MessageZh.Length > 0;
        var result = expression.Explain(Variables, FeelText.Now, Small);
        return result.Value.ValueKind != JsonValueKind.Undefined;
    }
}
