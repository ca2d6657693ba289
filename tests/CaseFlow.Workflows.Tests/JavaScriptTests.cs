using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Decisions.Scripts;
using static CaseFlow.Workflows.Tests.Flow;

namespace CaseFlow.Workflows.Tests;

/// <summary>JavaScript as Elsa files use it: expressions, no statements.</summary>
public sealed class JavaScriptTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3 % 4", "1")]
    [InlineData("2 ** 3 ** 2", "512")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("-'3' + +true", "-2")]
    [InlineData("0x1F", "31")]
    [InlineData("'a' + 1 + null + undefined + true", "\"a1nullundefinedtrue\"")]
    [InlineData("[1, 2] + ''", "\"1,2\"")]
    [InlineData("String(1e21) + String(1e20) + String(0.000001) + String(1e-7)", "\"1e\\u002B211000000000000000000000.0000011e-7\"")]
    [InlineData("1 < 2 && 'a' < 'b' && !('10' > '9') && 10 > '9'", "true")]
    [InlineData("null == undefined && null !== undefined && '1' == 1 && '1' !== 1", "true")]
    [InlineData("NaN === NaN", "false")]
    [InlineData("null ?? 'x'", "\"x\"")]
    [InlineData("0 || 'x'", "\"x\"")]
    [InlineData("'' && 'x'", "\"\"")]
    [InlineData("false ? 1 : true ? 2 : 3", "2")]
    [InlineData("typeof 1 + typeof 'a' + typeof null + typeof undefined + typeof nope", "\"numberstringobjectundefinedundefined\"")]
    [InlineData("`a${1 + 1}b${`c${'d'}`}`", "\"a2bcd\"")]
    [InlineData("'it\\'s \\u4e2d\\n'", "\"it\\u0027s \\u4E2D\\n\"")]
    [InlineData("[1, ...[2, 3], 4].length", "4")]
    [InlineData("({ a: 1, 'b': 2, ['c' + 1]: 3, ...{ d: 4 } })", "{\"a\":1,\"b\":2,\"c1\":3,\"d\":4}")]
    [InlineData("({ a: { b: [5] } }).a.b[0]", "5")]
    [InlineData("null?.a.b.c", "null")]
    [InlineData("({}).a?.b ?? 'none'", "\"none\"")]
    [InlineData("[3, 1, 2].map(x => x * 2).filter((x, i) => x > 2 && i < 2).join('-')", "\"6\"")]
    [InlineData("[1, 2, 3].reduce((sum, x) => sum + x, 10)", "16")]
    [InlineData("[1, 2, 3].find(x => x > 1) + [1, 2].findIndex(x => x === 9)", "1")]
    [InlineData("[[1], [2]].flatMap(x => x).includes(2)", "true")]
    [InlineData("[1, 2].every(x => x > 0) && [1, 2].some(x => x > 1)", "true")]
    [InlineData("'Shanghai'.toUpperCase().slice(0, -3) + 'a,b'.split(',')[1]", "\"SHANGb\"")]
    [InlineData("'abc'.substring(2, 0) + 'x'.padStart(3, '0') + 'aXa'.replaceAll('a', 'b') + ' t '.trim()", "\"ab00xbXbt\"")]
    [InlineData("JSON.stringify({ a: [1, 'x'], u: undefined })", "\"{\\u0022a\\u0022:[1,\\u0022x\\u0022]}\"")]
    [InlineData("JSON.parse('{\"a\":[1]}').a[0]", "1")]
    [InlineData("Math.max(1, 5, 3) + Math.round(2.5) + parseInt('12px') + Number('')", "20")]
    [InlineData("Object.keys({ a: 1, b: 2 }).length + Object.entries({ a: 1 })[0].length", "4")]
    [InlineData("(1.005).toFixed(1)", "\"1.0\"")]
    [InlineData("((a, b) => a + b)(1, 2)", "3")]
    [InlineData("[3, 10, 2].sort().join() + [3, 10, 2].sort((a, b) => b - a).join()", "\"10,2,310,3,2\"")]
    [InlineData("[1, 2].reverse().concat([1]).lastIndexOf(1) + 'abcabc'.lastIndexOf('b')", "6")]
    [InlineData("Object.fromEntries([['a', 1], ['b', 2]])", "{\"a\":1,\"b\":2}")]
    [InlineData("stringFromBase64(stringToBase64('中')) + bytesToString(bytesFromBase64(bytesToBase64(bytesFromString('ab'))))", "\"\\u4E2Dab\"")]
    [InlineData("parseGuid('{D3B07384-D113-4EC6-A8B5-2E3C5E1F6E10}')", "\"d3b07384-d113-4ec6-a8b5-2e3c5e1f6e10\"")]
    [InlineData("isNullOrEmpty('') && isNullOrWhiteSpace(' ') && !isNullOrEmpty(0)", "true")]
    [InlineData("toJson({ a: [1] }) + JSON.stringify('x') + String(1.50) + Number(' 7 ')", "\"{\\u0022a\\u0022:[1]}\\u0022x\\u00221.57\"")]
    [InlineData("({ n: null })?.n?.deep?.() ?? [undefined, 'last'].at(-1)", "\"last\"")]
    [InlineData("return 5;", "5")]
    [InlineData("", "null")]
    [InlineData("1 /* one */ + 1 // two", "2")]
    public void Expressions_mean_what_they_mean_in_a_browser(string script, string json) =>
        JsonSerializer.Serialize(ScriptExpression.Parse(script).Evaluate(_ => null, _ => null)).ShouldBe(json);

    [Theory]
    [InlineData("var x = 1")]
    [InlineData("x = 1")]
    [InlineData("x++")]
    [InlineData("new Date()")]
    [InlineData("function f() { return 1 }")]
    [InlineData("[1].map(x => { return x })")]
    [InlineData("if (true) 1")]
    [InlineData("1; 2")]
    [InlineData("1 +* 2")]
    [InlineData("(1")]
    [InlineData("'open")]
    [InlineData("`open ${1")]
    [InlineData("@")]
    public void What_is_more_than_an_expression_or_none_is_refused_when_read(string script)
    {
        var finding = Playing.Read(Workflow(Activity("WriteLine", "w", ("text", Expression("JavaScript", script))))).Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe("expression-syntax");
        finding.ActivityId.ShouldBe("w");
        finding.MessageZh.ShouldNotBe(finding.MessageEn);
    }

    [Theory]
    [InlineData("null.a")]
    [InlineData("nope()")]
    [InlineData("'a'.nope()")]
    [InlineData("JSON.parse('{')")]
    [InlineData("'x'.repeat(1e9)")]
    [InlineData("(f => f(f))(f => f(f))")]
    [InlineData("'x'.repeat(500).split('').reduce((inner, x) => [inner], 1)")]
    [InlineData("'' + 'x'.repeat(500).split('').reduce((inner, x) => [inner], 1)")]
    [InlineData("'x'.repeat(1000).split('').flatMap(a => 'y'.repeat(1000).split('').map(b => a + b)).length")]
    public void What_cannot_be_evaluated_or_goes_too_far_is_an_incident(string script) =>
        Playing.Of(Activity("WriteLine", "w", ("text", Expression("JavaScript", script)))).Begin().Incident.Name.ShouldBe("expression-failed");

    [Fact]
    public void An_expression_nested_too_deeply_is_refused_instead_of_exhausting_the_stack()
    {
        Refused(new string('(', 200_000) + "1" + new string(')', 200_000));
        Refused(new string('!', 200_000) + "1");
        Refused(string.Join("**", Enumerable.Repeat("1", 200_000)));
        Refused(string.Join("+", Enumerable.Repeat("1", 200_000)));
        Refused(string.Concat(Enumerable.Repeat("`${", 200_000)) + "1" + string.Concat(Enumerable.Repeat("}`", 200_000)));

        static void Refused(string script) => Should.Throw<ScriptSyntaxException>(() => ScriptExpression.Parse(script));
    }

    [Fact]
    public void Accessors_read_variables_inputs_and_the_instance()
    {
        var lines = Playing.Of(Workflow(Sequence("s",
            Says("getTotal() + getVariable('total') + variables.total"), Says("getWho().name + getInput('who').name"), Says("getWorkflowDefinitionId() + getWorkflowInstanceId()")),
            [Variable("total", "Int32", "2")], inputs: ["who"])).Begin(new { who = new { name = "Li" } }).Finished().Lines;
        lines.ShouldBe(["6", "LiLi", "test1"]);
    }

    [Fact]
    public void Outputs_of_activities_are_kept_when_a_script_asks_for_them_even_across_a_wait()
    {
        var playing = Playing.Of(Sequence("s", Activity("RunJavaScript", "calc", ("name", "Calc"), ("script", "6 * 7")), Task("t"), Says("getResultFromCalc() + getOutputFrom('Calc', 'Result')")), Variable("t")).Begin();
        playing.Complete("t").Finished().Lines.ShouldBe(["84"]);
    }

    [Fact]
    public void Accessors_know_the_instance_and_what_it_is_about()
    {
        var playing = Playing.Of(Workflow(Sequence("s", Activity("Correlate", "c", ("correlationId", "SH-1")), Activity("SetName", "n", ("value", "Li")),
            Says("getCorrelationId() + getWorkflowInstanceName() + getWorkflowDefinitionVersion() + String(getWorkflowDefinitionVersionId())"),
            Says("newGuid() === newGuid()"), Says("newGuidString().length + newShortGuid().length")))).Begin().Finished();
        playing.Lines.ShouldBe(["SH-1Li1null", "False", "58"]);
    }

    [Theory]
    [InlineData("setTotal(getTotal() + 1)", "3")]
    [InlineData("setVariable('total', 7)", "7")]
    [InlineData("[1, 2].map(x => setTotal(getTotal() + x)).length", "5")]
    public void A_script_activity_sets_variables(string script, string total) =>
        Playing.Of(Sequence("s", Activity("RunJavaScript", "r", ("script", script)), Says("getTotal()")), Variable("total", "Int32", "2")).Begin().Finished().Lines.ShouldBe([total]);

    [Fact]
    public void A_script_activity_names_and_correlates_the_instance()
    {
        var instance = Playing.Of(Sequence("s", Activity("RunJavaScript", "r", ("script", "[setCorrelationId('SH-2'), setWorkflowInstanceName('Wang')].length")))).Begin().Finished().Instance;
        (instance.CorrelationId, instance.Name).ShouldBe(("SH-2", "Wang"));
    }

    [Fact]
    public void An_expression_that_would_change_something_is_found_and_says_what_to_use_instead()
    {
        var read = Playing.Read(Workflow(Activity("WriteLine", "w", ("text", Expression("JavaScript", "setTotal(1)"))), [Variable("total")]));
        var finding = read.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.ActivityId).ShouldBe(("expression-changes", "w"));
        finding.MessageEn.ShouldContain("SetVariable");
        new Playing(read.Definition!).Begin().Incident.Name.ShouldBe("expression-failed");
    }

    [Theory]
    [InlineData("CSharp", "expression-language")]
    [InlineData("Python", "expression-language")]
    [InlineData("Liquid", "expression-language")]
    public void Other_languages_are_refused_with_what_to_write_instead(string language, string code)
    {
        var finding = Playing.Read(Workflow(Activity("WriteLine", "w", ("text", Expression(language, "1"))))).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.ActivityId, finding.Severity).ShouldBe((code, "w", Severity.Error));
        finding.MessageZh.ShouldContain("FEEL");
        finding.MessageEn.ShouldContain("FEEL");
    }

    [Theory]
    [InlineData("Elsa.RunCSharp")]
    [InlineData("Elsa.RunPython")]
    public void Scripts_in_other_languages_are_refused_with_what_to_write_instead(string type)
    {
        var finding = Playing.Read(Workflow(Activity(type, "r", ("script", "1")))).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.ActivityId).ShouldBe(("script-language", "r"));
        finding.MessageEn.ShouldContain("FEEL");
    }

    [Fact]
    public void A_script_activity_chooses_its_port()
    {
        var script = Activity("RunJavaScript", "r", ("script", "setOutcome(1 > 0 ? 'Yes' : 'No')"), ("possibleOutcomes", Names("Yes", "No")));
        Playing.Of(Chart("flow", [script, Say("yes"), Say("no")], "r.Yes > yes", "r.No > no")).Begin().Finished().Lines.ShouldBe(["yes"]);
    }

    [Theory]
    [InlineData("0 0 * * * *", "2026-05-06T02:00:00Z")]
    [InlineData("*/15 * * * * *", "2026-05-06T01:00:15Z")]
    [InlineData("0 30 9 ? * MON-FRI", "2026-05-06T09:30:00Z")]
    [InlineData("0 0 0 29 FEB *", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 0 L * *", "2026-05-31T00:00:00Z")]
    [InlineData("0 0 0 13 * FRI", "2026-11-13T00:00:00Z")]
    [InlineData("5 4 * * 0,6", "2026-05-09T04:05:00Z")]
    public void A_cron_expression_waits_for_its_next_instant(string cron, string next) =>
        Playing.Of(Activity("Cron", "c", ("cronExpression", cron))).Begin().Last.OfType<TimerArmed>().Single().Due.ShouldBe(DateTimeOffset.Parse(next));

    [Theory]
    [InlineData("bad * * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("* *")]
    [InlineData("*/0 * * * * *")]
    public void A_cron_expression_that_does_not_parse_is_found(string cron) =>
        Playing.Read(Workflow(Activity("Cron", "c", ("cronExpression", cron)))).Findings.ShouldHaveSingleItem().Code.ShouldBe("cron-syntax");

    private static JsonObject Says(string script) => Activity("WriteLine", "w" + script.Length, ("text", Expression("JavaScript", script)));
}
