using System.Text.Json;

namespace CaseFlow.Decisions.Tests.Feel;

public sealed class Expressions_over_variables
{
    private const string Case = """
        {
          "applicant": { "id": "7", "age": 15, "first name": "Li" },
          "orders": [{ "fee": 10.50, "state": "open" }, { "fee": 20, "state": "done" }],
          "due": "2026-12-01",
          "empty": null
        }
        """;

    [Theory]
    [InlineData("applicant.age < 16", "true")]
    [InlineData("applicant.first name", "\"Li\"")]
    [InlineData("if applicant.age >= 16 then \"self\" else \"guardian\"", "\"guardian\"")]
    [InlineData("orders[state = \"open\"].fee", "[10.5]")]
    [InlineData("sum(orders.fee) * 1.1", "33.55")]
    [InlineData("some o in orders satisfies o.fee > 15", "true")]
    [InlineData("date(due) - duration(\"P3D\")", "\"2026-11-28\"")]
    [InlineData("date(due) > today()", "true")]
    [InlineData("missing", "null")]
    [InlineData("empty = null", "true")]
    [InlineData("applicant.height > 3", "null")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1 / 3", "0.3333333333333333333333333333333333")]
    [InlineData("[1..3]", "\"[1..3]\"")]
    [InlineData("now()", "\"2026-11-22T09:30:00+08:00\"")]
    [InlineData("{ a: 1, b: a + 1 }", """{"a":1,"b":2}""")]
    public void give_json_again(string expression, string expected) => FeelText.Value(expression, Case).ShouldBe(expected);

    [Fact]
    public void name_the_variables_they_read_but_not_what_they_declare_themselves() =>
        FeelExpression.Parse("for o in orders return o.fee + base fee * count(orders[state = x]) + { a: 1, b: a }.b").Names
            .Order().ShouldBe(["base fee", "orders"]);

    [Theory]
    [InlineData("1 +", 3, "expected a value, a name or '(', but found the end")]
    [InlineData("if a then b", 11, "expected 'else', but found the end")]
    [InlineData("[1, 2", 5, "expected ']', but found the end")]
    [InlineData("a = \"x", 4, "not closed")]
    [InlineData("a # b", 2, "'#' does not belong")]
    [InlineData("max(1，2)", 5, "type ',' instead of the full-width")]
    [InlineData("“a”", 0, "instead of the full-width")]
    public void say_where_they_are_wrong_in_both_languages(string text, int position, string expected)
    {
        FeelExpression.TryParse(text, out _, out var error).ShouldBeFalse();
        error!.Position.ShouldBe(position);
        error.MessageEn.ShouldContain(expected);
        error.MessageZh.ShouldContain($"第 {position + 1} 个字符");
    }

    [Fact]
    public void tell_why_a_value_is_null()
    {
        var result = FeelExpression.Parse("1 + \"a\"").Explain(new Dictionary<string, JsonElement>(), FeelText.Now);
        result.Value.ValueKind.ShouldBe(JsonValueKind.Null);
        result.Reasons.Single().Code.ShouldBe("feel-operands");
        result.Reasons.Single().Zh.ShouldBe("“+”不能用于数字和文本");
    }

    [Theory]
    [InlineData("for i in 1..1000000000 return i")]
    [InlineData("count(for a in 1..10000, b in 1..10000 return a)")]
    [InlineData("{ f: function(n) f(n + 1), r: f(1) }.r")]
    [InlineData("{ a: \"0123456789\", r: string length(string join(for i in 1..1000000 return a)) }.r")]
    public void stop_when_their_budget_is_gone(string expression)
    {
        var result = FeelExpression.Parse(expression).Explain(new Dictionary<string, JsonElement>(), FeelText.Now);
        result.Value.ValueKind.ShouldBe(JsonValueKind.Null);
        result.Reasons[0].Code.ShouldStartWith("feel-limit-");
    }

    [Theory]
    [InlineData("< 18, [60..80]", "17", true)]
    [InlineData("< 18, [60..80]", "80", true)]
    [InlineData("< 18, [60..80]", "30", false)]
    [InlineData("-", "null", true)]
    [InlineData("not(\"A\", \"B\")", "\"C\"", true)]
    [InlineData("? > 3 and ? < 9", "5", true)]
    [InlineData("starts with(?, \"沪\")", "\"沪A\"", true)]
    public void test_the_cell_of_a_table(string tests, string input, bool expected) =>
        FeelExpression.ParseUnaryTests(tests).Matches(JsonElement.Parse(input), new Dictionary<string, JsonElement>(), FeelText.Now).ShouldBe(expected);
}
