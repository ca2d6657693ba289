using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>Reads variables of a workflow or container. The default stands in the file as text, whatever the type.</summary>
internal static class VariableReader
{
    public static ImmutableArray<Variable> Read(JsonElement source, ActivityNode node, string path, Findings findings)
    {
        var variables = ImmutableArray.CreateBuilder<Variable>();
        var index = 0;
        foreach (var item in Json.Items(source, "variables"))
        {
            var here = $"{path}[{index++}]";
            var name = Json.Text(item, "name") ?? Json.Text(item, "id") ?? "";
            var id = Json.Text(item, "id") ?? name;
            var type = (Json.Text(item, "typeName") ?? "Object") + (Json.Flag(item, "isArray") ? "[]" : "");
            if (!TypeNames.IsKnown(type))
                findings.Warn("unknown-type", node, here + ".typeName", $"变量“{name}”的类型“{type}”未知，按 Object 处理。",
                    $"The type '{type}' of variable '{name}' is unknown; it is treated as Object.");
            if (variables.Any(other => other.Id == id))
                findings.Error("duplicate-variable", node, here, $"变量“{id}”重复声明。", $"The variable '{id}' is declared twice.");
            variables.Add(new Variable(id, name, type, Default(item, type, name, node, here, findings)));
        }

        return variables.ToImmutable();
    }

    private static JsonElement Default(JsonElement item, string type, string name, ActivityNode node, string path, Findings findings)
    {
        if (Json.Get(item, "value") is not { } value || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString())))
            return Conversion.Null;
        try
        {
            var looksLikeJson = value.ValueKind == JsonValueKind.String && value.GetString()!.TrimStart() is ['{' or '[', ..];
            return Conversion.To(value, looksLikeJson && TypeNames.Simple(type) is not "string" ? "Json" : type);
        }
        catch (ActivityFault)
        {
            findings.Warn("variable-default", node, path + ".value", $"变量“{name}”的默认值无法转换为 {type}，按空值处理。",
                $"The default of variable '{name}' cannot be converted to {type}; it starts empty.");
            return Conversion.Null;
        }
    }
}
