using System.Xml.Linq;
using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Tests.Kit;

/// <summary>One expected result of the kit: a decision over inputs. A folder holds models and files of cases.</summary>
internal sealed record KitCase(string Name, KitModel Model, string Element, bool MustFail, object? Expected, IReadOnlyDictionary<string, object?> Inputs)
{
    /// <summary>Null when it passes, otherwise what went wrong.</summary>
    public string? Play()
    {
        try
        {
            var run = new Run(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(8)));
            var actual = Model.Load().Ask(run, Element, Inputs);
            if (MustFail ? actual is null : KitValue.Fits(Expected, actual)) return null;
            var reason = run.Reasons.Count > 0 ? $" ({run.Reasons[0].En})" : "";
            return $"expected {(MustFail ? "an error" : Show(Expected))}, got {Show(actual)}{reason}";
        }
        catch (FeelLimitException limit)
        {
            return MustFail ? null : limit.Message;
        }
        catch (DecisionModelException wrong)
        {
            return MustFail ? null : wrong.Message;
        }
    }

    /// <summary>All cases below a folder, in the order of their names.</summary>
    public static IEnumerable<KitCase> In(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var root = XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!;
            if (root.Name.LocalName != "testCases") continue;
            var path = Path.GetDirectoryName(file)!;
            var model = new KitModel(path, root.Elements().FirstOrDefault(child => child.Name.LocalName == "modelName")?.Value.Trim());
            foreach (var test in root.Elements().Where(child => child.Name.LocalName == "testCase"))
                foreach (var one in Read(Path.GetFileName(path), Path.GetFileNameWithoutExtension(file), model, test)) yield return one;
        }
    }

    private static IEnumerable<KitCase> Read(string folder, string file, KitModel model, XElement test)
    {
        var inputs = test.Elements().Where(child => child.Name.LocalName == "inputNode")
            .GroupBy(input => (string)input.Attribute("name")!)
            .ToDictionary(group => group.Key, group => KitValue.Read(group.First()));
        var invocable = (string?)test.Attribute("type") is "decisionService" or "bkm" ? (string?)test.Attribute("invocableName") : null;
        foreach (var result in test.Elements().Where(child => child.Name.LocalName == "resultNode"))
        {
            var node = (string)result.Attribute("name")!;
            var expected = result.Elements().FirstOrDefault(child => child.Name.LocalName == "expected");
            yield return new KitCase(
                $"{folder}/{file}/{(string?)test.Attribute("id")}/{node}",
                model,
                invocable ?? node,
                (string?)result.Attribute("errorResult") == "true",
                expected is null ? null : KitValue.Read(expected),
                inputs);
        }
    }

    private static string Show(object? value) => value is null ? "null" : ValueText.Of(new Run(default), value) ?? "null";
}
