using System.Xml.Linq;
using CaseFlow.Decisions.Syntax;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>Item definitions: declared first, filled when all their names are known.</summary>
internal sealed class TypeReader(ModelSource source, ModelFindings findings)
{
    public void Declare()
    {
        foreach (var definition in source.Root.All("itemDefinition")) source.Types.TryAdd(definition.NameOf(), new DeclaredType(definition.NameOf()));
    }

    public void Resolve()
    {
        foreach (var definition in source.Root.All("itemDefinition"))
            if (source.Types.TryGetValue(definition.NameOf(), out var type)) Fill(type, definition);
        foreach (var type in source.Types.Values.Where(type => IsCircle(type)))
        {
            findings.Error("dmn-type-circle", type.Name, "类型定义引用了自身", "The type is defined by itself");
            type.Structure = FeelType.Any;
        }
    }

    /// <summary>The declared type of a variable, parameter or column; anything where none is declared.</summary>
    public FeelType Of(XElement? element, string name)
    {
        var typeRef = element?.Get("typeRef") ?? element?.Text("typeRef");
        if (string.IsNullOrWhiteSpace(typeRef)) return FeelType.Any;
        if (source.FindType(typeRef.Trim()) is { } type) return type;
        findings.Error("dmn-type", name, $"没有名为“{typeRef}”的类型", $"There is no type '{typeRef}'");
        return FeelType.Any;
    }

    private void Fill(DeclaredType type, XElement definition)
    {
        type.Structure = Structure(definition);
        var allowed = IsCollection(definition) ? null : Tests(definition.One("allowedValues"), type.Name);
        type.AllowedValues = Tests(definition.One("typeConstraint"), type.Name) ?? allowed;
    }

    private FeelType Structure(XElement definition)
    {
        var name = definition.NameOf();
        var components = definition.All("itemComponent").ToList();
        FeelType one = components.Count > 0
            ? new ContextType([.. components.Select(component => new FeelParameter(component.NameOf(), Component(component)))])
            : definition.One("functionItem") is { } function ? Function(function, name) : Of(definition, name);
        if (!IsCollection(definition)) return one;
        // The allowed values of a collection are those of its items.
        if (Tests(definition.One("allowedValues"), name) is { } allowed) one = new DeclaredType(name) { Structure = one, AllowedValues = allowed };
        return new ListType(one);
    }

    private DeclaredType Component(XElement definition)
    {
        var type = new DeclaredType(definition.NameOf());
        Fill(type, definition);
        return type;
    }

    private FunctionType Function(XElement function, string name)
    {
        var result = function.Get("outputTypeRef") is { } reference ? source.FindType(reference) ?? FeelType.Any : FeelType.Any;
        return new FunctionType([.. function.All("parameters").Select(parameter => Of(parameter, name))], result);
    }

    private Expressions.UnaryTests? Tests(XElement? element, string name)
    {
        if (element?.Text("text") is not { } text || string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return new Parser(text, Vocabulary.Empty).ParseUnaryTests();
        }
        catch (FeelSyntaxException wrong)
        {
            findings.Error("dmn-feel", name, wrong.MessageZh, wrong.MessageEn);
            return null;
        }
    }

    private static bool IsCollection(XElement definition) => definition.Get("isCollection") == "true";

    private static bool IsCircle(DeclaredType type)
    {
        var seen = new HashSet<FeelType>(ReferenceEqualityComparer.Instance);
        FeelType? at = type;
        while (at is not null)
        {
            if (!seen.Add(at)) return true;
            at = at switch { DeclaredType declared => declared.Structure, ListType list => list.Item, _ => null };
        }

        return false;
    }
}
