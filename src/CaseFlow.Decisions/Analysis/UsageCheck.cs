using System.Xml.Linq;
using CaseFlow.Decisions.Models;

namespace CaseFlow.Decisions.Analysis;

/// <summary>What a model declares and nobody uses: inputs, requirements, and outputs of tables that other decisions never read.</summary>
internal sealed class UsageCheck(ModelSource source, ModelFindings findings)
{
    private readonly Dictionary<DrgElement, string[]> _texts = Texts(source);

    public void Run()
    {
        var users = source.Elements.Values.SelectMany(element => element.Requirements.Select(requirement => (User: element, Used: requirement))).ToList();
        foreach (var (user, used) in users.Where(pair => string.IsNullOrEmpty(pair.Used.Import)))
            if (_texts.TryGetValue(user, out var texts) && texts.Length > 0 && !Array.Exists(texts, text => text.Contains(used.Element.Name, StringComparison.Ordinal)))
                findings.Warn("dmn-requirement-unused", user.Name, $"声明了依赖“{used.Element.Name}”，但没有用到", $"It requires '{used.Element.Name}' but does not use it");
        var served = source.Elements.Values.OfType<DecisionService>().SelectMany(service => service.Inputs.Concat(service.Outputs)).ToHashSet();
        foreach (var input in source.Elements.Values.OfType<InputData>().Where(input => !served.Contains(input) && users.TrueForAll(pair => pair.Used.Element != input)))
            findings.Warn("dmn-input-unused", input.Name, "没有决策用到该输入", "No decision uses this input");
        foreach (var table in source.Tables.Where(table => table.Outputs.Length > 1)) CheckOutputs(table, users);
    }

    /// <summary>A decision that others ask, always for single outputs: the outputs none of them asks for.</summary>
    private void CheckOutputs(DecisionTable table, List<(DrgElement User, Requirement Used)> users)
    {
        var texts = users.Where(pair => pair.Used.Element is Decision decision && decision.Name == table.Name).SelectMany(pair => _texts.GetValueOrDefault(pair.User) ?? []).ToList();
        var read = new List<string>();
        foreach (var text in texts)
        {
            for (var at = text.IndexOf(table.Name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(table.Name, at + 1, StringComparison.Ordinal))
            {
                var behind = text[(at + table.Name.Length)..].TrimStart();
                // Handed on as a whole, every output may be used.
                if (!behind.StartsWith('.')) return;
                read.Add(behind[1..].TrimStart());
            }
        }

        if (read.Count == 0) return;
        foreach (var output in table.Outputs.Where(output => !read.Exists(rest => rest.StartsWith(output.Name, StringComparison.Ordinal))))
            findings.Warn("dmn-output-unused", table.Name, $"没有决策用到输出“{output.Name}”", $"No decision uses the output '{output.Name}'");
    }

    /// <summary>Every expression of an element, as it is written.</summary>
    private static Dictionary<DrgElement, string[]> Texts(ModelSource source) =>
        source.Root.Elements().Where(DmnXml.IsDmn)
            .Select(xml => (Xml: xml, Element: source.Elements.GetValueOrDefault(xml.Get("id") ?? xml.NameOf())))
            .Where(pair => pair.Element is not null)
            .DistinctBy(pair => pair.Element)
            .ToDictionary(pair => pair.Element!, pair => pair.Xml.Descendants().Where(IsExpression).Select(text => text.Value).ToArray());

    private static bool IsExpression(XElement element) => element.Name.LocalName == "text" && element.Parent?.Name.LocalName != "annotationEntry";
}
