using System.Text.Json;
using System.Text.RegularExpressions;

namespace CaseFlow.Host.Problems;

/// <summary>
/// Explains what is wrong with a JSON body. The serializer tells the kinds apart only by its message, so this reads it; tests hold every kind,
/// and an unknown message falls back to <c>json-invalid</c> with the position.
/// </summary>
internal static partial class JsonFaults
{
    public static Problem Explain(JsonException fault)
    {
        var message = fault.Message;
        var path = Path(fault.Path);
        if (Quoted().Match(message) is { Success: true } unknown && message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return UnknownMember(Join(path, unknown.Groups["name"].Value));
        if (message.Contains("maximum configured depth", StringComparison.Ordinal) || message.Contains("max depth", StringComparison.OrdinalIgnoreCase))
            return new Problem(400, "json-too-deep",
                $"JSON 嵌套过深，最多 {Web.Json.MaxDepth} 层。", $"The JSON is nested too deeply; {Web.Json.MaxDepth} levels are the most.", path);
        if (message.Contains("missing required properties", StringComparison.Ordinal))
            return Missing(path, message);
        if (message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return new Problem(400, "json-duplicate-member", $"成员重复出现：{path}。", $"A member occurs twice: {path}.", path);
        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
            || message.Contains("doesn't allow null", StringComparison.Ordinal))
            return new Problem(400, "json-wrong-type", $"“{path}”的值类型不正确。", $"The value of '{path}' is of the wrong type.", path);
        var (line, column) = (fault.LineNumber + 1, fault.BytePositionInLine + 1);
        return new Problem(400, "json-invalid",
            $"请求正文不是有效的 JSON：第 {line} 行，第 {column} 字节处有误。", $"The body is not valid JSON: see line {line}, byte {column}.", path);
    }

    private static Problem UnknownMember(string path) =>
        new(400, "json-unknown-member", $"不认识的成员“{path}”：请检查拼写或删除。", $"Unknown member '{path}': check its spelling or leave it out.", path);

    private static Problem Missing(string? path, string message)
    {
        var list = message[(message.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var names = Quoted().Matches(list).Select(match => Join(path, match.Groups["name"].Value)).ToList();
        return new Problem(400, [.. names.Select(name =>
            new Cases.Pipeline.Refusal("json-missing-member", $"缺少成员“{name}”。", $"The member '{name}' is missing.", name))]);
    }

    private static string Join(string? path, string name) =>
        path is null ? name : path.EndsWith("." + name, StringComparison.Ordinal) || path == name ? path : $"{path}.{name}";

    private static string? Path(string? path) => path is null or "$" or "" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    [GeneratedRegex("'(?<name>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
