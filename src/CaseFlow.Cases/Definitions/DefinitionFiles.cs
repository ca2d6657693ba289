using System.Text.Json;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Definitions;

/// <summary>Checks the files beside a definition: decisions must be sound and pass their rows, forms must use only what is really checked.</summary>
internal static class DefinitionFiles
{
    public static IEnumerable<Finding> Check(IReadOnlyDictionary<string, string> files) =>
        files.Where(file => file.Key.StartsWith("forms/", StringComparison.Ordinal)).SelectMany(file => CheckForm(file.Key, file.Value)).Concat(DecisionFiles.Check(files));

    private static IEnumerable<Finding> CheckForm(string path, string content)
    {
        try
        {
            return [.. FormSchema.UnknownKeywords(JsonElement.Parse(content)).Select(keyword => Error("form-keyword-unknown", path, $"表单不支持关键字 {keyword}。", $"Forms do not support the keyword {keyword}."))];
        }
        catch (JsonException broken)
        {
            return [Error("form-json", path, $"表单不是有效的 JSON:{broken.Message}", $"The form is not valid JSON: {broken.Message}")];
        }
    }

    internal static Finding Error(string code, string path, string zh, string en) => new(code, Severity.Error, null, path, zh, en);

    internal static Finding Warn(string code, string path, string zh, string en) => new(code, Severity.Warning, null, path, zh, en);
}
