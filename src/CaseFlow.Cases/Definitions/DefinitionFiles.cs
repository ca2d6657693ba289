using System.Text.Json;
using CaseFlow.Cases.Settings;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Definitions;

/// <summary>Checks the files beside a definition: decisions must be sound and pass their rows, forms must use only what is really checked, notices must be whole in both languages.</summary>
internal static class DefinitionFiles
{
    public static IEnumerable<Finding> Check(IReadOnlyDictionary<string, string> files) =>
        files.Where(file => file.Key.StartsWith("forms/", StringComparison.Ordinal)).SelectMany(file => CheckForm(file.Key, file.Value)).Concat(DecisionFiles.Check(files))
            .Concat(files.Where(file => file.Key.EndsWith(ProcessSettings.Ending, StringComparison.Ordinal)).SelectMany(file => CheckSettings(file.Key, file.Value)))
            .Concat(files.Where(file => file.Key.EndsWith(PrivacyNotice.Ending, StringComparison.Ordinal)).SelectMany(file => CheckNotice(file.Key, file.Value)));

    private static IEnumerable<Finding> CheckForm(string path, string content)
    {
        try
        {
            return [.. FormSchema.UnknownKeywords(JsonElement.Parse(content)).Select(keyword => Error("form-keyword-unknown", path, $"表单不支持关键字 {keyword}，或其取值无效。", $"Forms do not support the keyword {keyword}, or not with this value."))];
        }
        catch (JsonException broken)
        {
            return [Error("form-json", path, $"表单不是有效的 JSON:{broken.Message}", $"The form is not valid JSON: {broken.Message}")];
        }
    }

    private static IEnumerable<Finding> CheckSettings(string path, string content)
    {
        var (settings, faults) = (default(JsonElement), new List<(string Zh, string En)>());
        try
        {
            settings = JsonElement.Parse(content);
        }
        catch (JsonException broken)
        {
            return [Error("settings-invalid", path, $"设置文件不是有效的 JSON:{broken.Message}", $"The settings file is not valid JSON: {broken.Message}")];
        }
        faults.AddRange(FormSchema.UnknownKeywords(settings).Select(keyword => ($"设置不支持关键字 {keyword}。", $"Settings do not support the keyword {keyword}.")));
        if (settings.ValueKind != JsonValueKind.Object || !settings.TryGetProperty("properties", out var declared))
            faults.Add(("设置文件缺少 properties。", "The settings file has no «properties»."));
        else
            faults.AddRange(declared.EnumerateObject().Where(one => !one.Value.TryGetProperty("default", out var value) || FormSchema.Validate(one.Value, value).Any())
                .Select(one => ($"设置 {one.Name} 没有默认值，或默认值不符合其自身规定。", $"The setting {one.Name} has no default that it allows itself.")));
        return faults.Select(fault => Error("settings-invalid", path, fault.Zh, fault.En));
    }

    private static IEnumerable<Finding> CheckNotice(string path, string content)
    {
        try
        {
            _ = PrivacyNotice.Read(content);
            return [];
        }
        catch (JsonException broken)
        {
            return [Error("privacy-invalid", path, $"个人信息处理告知无效：{broken.Message}", $"The privacy notice is not valid: {broken.Message}")];
        }
    }

    internal static Finding Error(string code, string path, string zh, string en) => new(code, Severity.Error, null, path, zh, en);

    internal static Finding Warn(string code, string path, string zh, string en) => new(code, Severity.Warning, null, path, zh, en);
}
