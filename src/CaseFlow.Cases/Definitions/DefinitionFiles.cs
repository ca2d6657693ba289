using System.Text.Json;
using CaseFlow.Decisions;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Definitions;

/// <summary>Checks the files beside a definition: decisions must be readable DMN, forms must use only what is really checked.</summary>
internal static class DefinitionFiles
{
    public static IEnumerable<Finding> Check(IReadOnlyDictionary<string, string> files) => files.SelectMany(file => Check(file.Key, file.Value));

    private static List<Finding> Check(string path, string content)
    {
        try
        {
            if (path.EndsWith(".dmn", StringComparison.Ordinal))
                DecisionModel.Parse(content);
            else if (path.StartsWith("forms/", StringComparison.Ordinal))
                return [.. FormSchema.UnknownKeywords(JsonElement.Parse(content)).Select(keyword => Error("form-keyword-unknown", path, $"表单不支持关键字 {keyword}。", $"Forms do not support the keyword {keyword}."))];
            return [];
        }
        catch (DecisionModelException faulty)
        {
            return [Error("decision-unreadable", path, $"决策文件无法读取:{faulty.Message}", $"The decision cannot be read: {faulty.Message}")];
        }
        catch (JsonException broken)
        {
            return [Error("form-json", path, $"表单不是有效的 JSON:{broken.Message}", $"The form is not valid JSON: {broken.Message}")];
        }
    }

    private static Finding Error(string code, string path, string zh, string en) => new(code, Severity.Error, null, path, zh, en);
}
