using System.Xml.Linq;

namespace CaseFlow.Decisions.Models;

/// <summary>Reads DMN elements by their local name, whatever version of the namespace they stand in; other vendors' elements are passed by.</summary>
internal static class DmnXml
{
    private static readonly string[] Namespaces =
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    ];

    public static bool IsDmn(XElement element) => Namespaces.Contains(element.Name.NamespaceName);

    public static IEnumerable<XElement> All(this XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name && child.Name.Namespace == element.Name.Namespace);

    public static XElement? One(this XElement element, string name) => element.All(name).FirstOrDefault();

    public static string? Text(this XElement element, string name) => element.One(name)?.Value;

    public static string? Get(this XElement element, string attribute) => element.Attribute(attribute)?.Value;

    /// <summary>The name as a FEEL name; modelers leave stray spaces around it.</summary>
    public static string NameOf(this XElement element) => Syntax.NameTable.Normal(element.Get("name") ?? "");

    /// <summary>A reference as it resolves: the namespace of the model and the id inside it.</summary>
    public static (string Namespace, string Id) Reference(this XElement element, string home)
    {
        var href = element.Get("href") ?? "";
        var hash = href.IndexOf('#', StringComparison.Ordinal);
        return hash <= 0 ? (home, href[(hash + 1)..]) : (href[..hash], href[(hash + 1)..]);
    }
}
