using System.Text.Json;

namespace CaseFlow.Decisions.Tests.Feel;

/// <summary>A stack that ends would end the process: nothing that parses may reach its end, on a small stack either.</summary>
public sealed class Deep_expressions
{
    [Theory]
    [InlineData("1{0}", "+1", 4_000)]
    [InlineData("true{0}", " and true", 4_000)]
    [InlineData("a{0}", ".a", 4_000)]
    [InlineData("{{ f: function(x) f(x{0}), r: f(1) }}.r", "+1", 4_000)]
    [InlineData("{{ f: function(x) if x > 0 then f(x + 1){0} else 0, r: f(1) }}.r", "+1", 1_000)]
    [InlineData("{{ f: function(x) [[[[[[[[[[[[[[[[f(x)]]]]]]]]]]]]]]]], r: f(1){0} }}.r", "+1", 1)]
    [InlineData("{{ f: function(x) range(\"[1..(((((((((((((((((((((((((((((((5)\") = f(x), r: f(1){0} }}.r", "+1", 1)]
    public void end_in_a_value_or_a_reason(string frame, string piece, int times)
    {
        var text = string.Format(frame, string.Concat(Enumerable.Repeat(piece, times)));
        var answered = false;
        var thread = new Thread(() => answered = FeelExpression.Parse(text).Explain(new Dictionary<string, JsonElement>(),
            FeelText.Now).Value.ValueKind != JsonValueKind.Undefined, 512 * 1024);
        thread.Start();
        thread.Join();
        answered.ShouldBeTrue();
    }

    [Fact]
    public void that_are_equal_in_every_part_are_compared_within_the_budget()
    {
        static string Tree(char name) => string.Join(", ", Enumerable.Range(1, 50).Select(n => $"{name}{n}: [{name}{n - 1}, {name}{n - 1}]"));
        var text = $"{{ a0: [1, 2], b0: [1, 2], {Tree('a')}, {Tree('b')}, r: a50 = b50 }}.r";
        FeelExpression.Parse(text).Explain(new Dictionary<string, JsonElement>(), FeelText.Now).Reasons[0].Code.ShouldBe("feel-limit-steps");
    }
}
