using System.Diagnostics;
using System.Text.Json;
using CaseFlow.Decisions.Tests.Dmn;

namespace CaseFlow.Decisions.Tests.Kit;

/// <summary>scripts/bench decisions: how many decisions a second one core takes through a table of 50 rules × 5 inputs and what each allocates, beside a naive interpreter.</summary>
internal static class Bench
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    public static int Run()
    {
        var xml = Model();
        var (compiled, naive) = (DecisionModel.Parse(xml), NaiveTable.In(xml));
        var inputs = Enumerable.Range(0, 64).Select(Inputs).ToArray();
        Console.WriteLine($"{"one core, a table of 50 rules x 5 inputs",-44} {"a second",11} {"µs each",8} {"bytes each",11}");
        Measure("decision over JSON, compiled", i => compiled.Evaluate("D", inputs[i % inputs.Length], Now).Value.ValueKind);
        Measure("decision over JSON, naive", i => naive.Evaluate("D", inputs[i % inputs.Length], Now).Value.ValueKind);
        Measure("the same with its explanation, compiled", i => compiled.Evaluate("D", inputs[i % inputs.Length], Now).Matched[0].Output.ValueKind);
        var values = inputs.Select(input => input.ToDictionary(pair => pair.Key, pair => Values.JsonValues.Read(pair.Value))).ToArray();
        Measure("without JSON, compiled", i => Answered(compiled.Ask(new Evaluation.Run(Now), "D", values[i % values.Length])));
        Measure("without JSON, naive", i => Answered(naive.Ask(new Evaluation.Run(Now), "D", values[i % values.Length])));
        var expression = FeelExpression.Parse("if applicant.age < 16 then \"guardian\" else \"self\"");
        var variables = JsonElement.Parse("""{"applicant":{"age":15,"sex":"F"}}""").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);
        Measure("a condition over JSON", _ => expression.Evaluate(variables, Now).ValueKind);
        return 0;
    }

    private static JsonValueKind Answered(object? value) => value is null ? JsonValueKind.Null : JsonValueKind.Number;

    private static void Measure(string name, Func<int, JsonValueKind> decide)
    {
        for (var i = 0; i < 50_000; i++)
            if (decide(i) is JsonValueKind.Null) throw new InvalidOperationException("Every case of the bench has an answer");
        const int Count = 300_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        // Time of the processor, not of the wall: other work on the machine does not count.
        var clock = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < Count; i++) decide(i);
        var seconds = (Process.GetCurrentProcess().TotalProcessorTime - clock).TotalSeconds;
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
        Console.WriteLine($"{name,-44} {Count / seconds,11:N0} {seconds * 1e6 / Count,8:0.00} {bytes,11:N0}");
    }

    private static Dictionary<string, JsonElement> Inputs(int seed) => new()
    {
        ["Age"] = Json($"{seed * 7 % 90}"),
        ["Channel"] = Json(seed % 2 == 0 ? "\"app\"" : "\"counter\""),
        ["Loss"] = Json(seed % 3 == 0 ? "true" : "false"),
        ["Count"] = Json($"{seed % 5}"),
        ["Days"] = Json($"{seed % 31}"),
    };

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static string Model()
    {
        (string Name, string Type)[] inputs = [("Age", "number"), ("Channel", "string"), ("Loss", "boolean"), ("Count", "number"), ("Days", "number")];
        var declared = inputs
            .Select(input => $"<inputData id='{input.Name}' name='{input.Name}'><variable name='{input.Name}' typeRef='{input.Type}'/></inputData>");
        var required = inputs.Select(input => $"<informationRequirement><requiredInput href='#{input.Name}'/></informationRequirement>");
        var columns = inputs.Select(input => $"<input><inputExpression><text>{input.Name}</text></inputExpression></input>");
        var rules = Enumerable.Range(0, 50).Select(i =>
            "<rule>" + Cell($"[{i * 2}..{i * 2 + 1}]") + Cell(i % 3 == 0 ? "-" : i % 3 == 1 ? "\"app\",\"counter\"" : "not(\"post\")") +
            Cell(i % 2 == 0 ? "-" : "true,false") + Cell("< 10") + Cell(">= 0") + $"<outputEntry><text>{i}</text></outputEntry></rule>");
        return $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:bench" name="b">
            {string.Concat(declared)}
            <decision id="d" name="D">{string.Concat(required)}
            <decisionTable hitPolicy="UNIQUE">{string.Concat(columns)}<output/>{string.Concat(rules)}</decisionTable>
            </decision></definitions>
            """;
    }

    private static string Cell(string text) => $"<inputEntry><text><![CDATA[{text}]]></text></inputEntry>";
}
