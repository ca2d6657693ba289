using System.Xml.Linq;

namespace CaseFlow.Decisions.Models;

/// <summary>Writes a model: as it was read, or in the namespaces of another version of DMN.</summary>
internal static class ModelWriter
{
    private static readonly string[] Versions =
        ["http://www.omg.org/spec/DMN/20180521/", "https://www.omg.org/spec/DMN/20191111/", "https://www.omg.org/spec/DMN/20211108/", "https://www.omg.org/spec/DMN/20230324/"];

    /// <summary>Namespaces that each version has of its own. Those of diagram geometry are the same in all.</summary>
    private static readonly string[] Own = ["MODEL/", "FEEL/", "DMNDI/"];

    private static readonly Dictionary<string, DmnVersion> Newer = new()
    {
        ["conditional"] = DmnVersion.V14,
        ["for"] = DmnVersion.V14,
        ["every"] = DmnVersion.V14,
        ["some"] = DmnVersion.V14,
        ["filter"] = DmnVersion.V14,
        ["typeConstraint"] = DmnVersion.V15,
    };

    public static string Write(XDocument document)
    {
        var text = document.ToString(SaveOptions.DisableFormatting);
        return document.Declaration is { } declaration ? $"{declaration}\n{text}" : text;
    }

    public static XDocument Convert(XDocument document, DmnVersion version)
    {
        var findings = new ModelFindings();
        foreach (var element in document.Root!.Descendants().Where(element => DmnXml.IsDmn(element) && Newer.TryGetValue(element.Name.LocalName, out var since) && since > version))
            findings.Error("dmn-version", element.Ancestors().Select(around => around.NameOf()).FirstOrDefault(name => name.Length > 0) ?? "",
                $"该 DMN 版本没有“{element.Name.LocalName}”元素，请选用较新的版本", $"This version of DMN has no '{element.Name.LocalName}': choose a newer one");
        if (findings.All.Count > 0) throw new DecisionModelException(findings.All);
        var converted = new XDocument(document);
        foreach (var element in converted.Root!.DescendantsAndSelf()) Rename(element, version);
        return converted;
    }

    private static void Rename(XElement element, DmnVersion version)
    {
        element.Name = element.Name.LocalName is var local && Of(element.Name.NamespaceName, version) is { } ns ? XName.Get(local, ns) : element.Name;
        // Declared prefixes, the language of expressions and the types of imports name the version too.
        foreach (var attribute in element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration || attribute.Name.LocalName is "expressionLanguage" or "typeLanguage" or "importType"))
            if (Of(attribute.Value, version) is { } other) attribute.Value = other;
    }

    private static string? Of(string ns, DmnVersion version)
    {
        var known = Array.Find(Versions, one => ns.StartsWith(one, StringComparison.Ordinal));
        return known is not null && Own.Contains(ns[known.Length..]) ? Versions[(int)version] + ns[known.Length..] : null;
    }
}
