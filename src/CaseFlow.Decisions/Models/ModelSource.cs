using System.Xml;
using System.Xml.Linq;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>One DMN file on its way to becoming a model: its elements, types and imports, and what was wrong.</summary>
internal sealed class ModelSource(XDocument document)
{
    public XDocument Document => document;

    public XElement Root => document.Root!;

    public string Namespace { get; } = document.Root!.Get("namespace") ?? "";

    public Dictionary<string, DrgElement> Elements { get; } = [];

    public Dictionary<string, DeclaredType> Types { get; } = [];

    /// <summary>Other models by the name they are imported under; an empty name lays their names among the own ones.</summary>
    public List<KeyValuePair<string, ModelSource>> Imports { get; } = [];

    /// <summary>Every decision table of the file, wherever it stands.</summary>
    public List<DecisionTable> Tables { get; } = [];

    /// <summary>What expressions read of elements, by the element the expression belongs to.</summary>
    public List<(string Element, Syntax.FreePath Path)> Paths { get; } = [];

    /// <summary>Made when the first expression is read, shared by all.</summary>
    public Syntax.Vocabulary? Vocabulary { get; set; }

    public string? ImportNameOf(string ns) => Imports.Find(import => import.Value.Namespace == ns) is { Value: not null } import ? import.Key : null;

    /// <summary>What a widespread modeler offers as types of columns besides those of the specification.</summary>
    private static readonly string[] ModelerNumbers = ["integer", "long", "double"];

    public FeelType? FindType(string typeRef)
    {
        var name = Syntax.NameTable.Normal(typeRef);
        if (Types.TryGetValue(name, out var declared)) return declared;
        foreach (var (import, model) in Imports)
        {
            if (import.Length == 0 && model.Types.TryGetValue(name, out declared)) return declared;
            if (import.Length > 0 && name.StartsWith(import + ".", StringComparison.Ordinal)) return model.FindType(name[(import.Length + 1)..]);
        }

        if (Array.IndexOf(ModelerNumbers, name) >= 0) return FeelType.Number;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return FeelType.Find(colon < 0 ? name : name[(colon + 1)..]) ?? (colon < 0 ? null : Types.GetValueOrDefault(name[(colon + 1)..]));
    }

    /// <summary>All type names as expressions write them.</summary>
    public IEnumerable<KeyValuePair<string, FeelType>> VisibleTypes()
    {
        var imported = Imports.SelectMany(import => import.Value.Types, (import, type) =>
            KeyValuePair.Create(import.Key.Length == 0 ? type.Key : $"{import.Key}.{type.Key}", (FeelType)type.Value));
        return Types.Select(type => KeyValuePair.Create(type.Key, (FeelType)type.Value)).Concat(imported).DistinctBy(pair => pair.Key);
    }

    /// <summary>No external entities, no document types: a model comes from outside.</summary>
    public static ModelSource Read(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 50_000_000 });
            var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
            if (document.Root!.Name.LocalName == "definitions" && DmnXml.IsDmn(document.Root)) return new ModelSource(document);
        }
        catch (XmlException wrong)
        {
            throw new DecisionModelException([new ModelFinding("dmn-xml", "", $"不是有效的 XML：{wrong.Message}", $"Not valid XML: {wrong.Message}")]);
        }

        throw new DecisionModelException([new ModelFinding("dmn-root", "", "不是 DMN 1.2 至 1.5 的 definitions", "Not the definitions of DMN 1.2 to 1.5")]);
    }
}
