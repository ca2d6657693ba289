using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>What people read for the name of an input. One name means one thing in all activities, so the Chinese names stand in one list; the English one is the
/// name itself in words.</summary>
internal static class InputTitles
{
    private static readonly FrozenDictionary<string, string> Chinese = Read();

    public static ImmutableDictionary<string, string> Of(string name) =>
        ImmutableDictionary<string, string>.Empty.Add("zh-CN", Chinese.GetValueOrDefault(name, name)).Add("en", Words(name));

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var character in name)
            words.Append(words.Length == 0 ? char.ToUpperInvariant(character).ToString() : char.IsUpper(character) ? " " + char.ToLowerInvariant(character) : character.ToString());
        return words.ToString();
    }

    private static FrozenDictionary<string, string> Read()
    {
        using var list = typeof(InputTitles).Assembly.GetManifestResourceStream("CaseFlow.Workflows.input-titles.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(list)!.ToFrozenDictionary();
    }
}
