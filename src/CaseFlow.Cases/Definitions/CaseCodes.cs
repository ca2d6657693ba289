using System.Text.Json;
using CaseFlow.Cases.Pipeline;

namespace CaseFlow.Cases.Definitions;

/// <summary>Fields that say which case a paper belongs to (<c>"x-matches": "case"</c>), such as a receipt that is scanned: the code must be that of the case at hand.</summary>
internal static class CaseCodes
{
    /// <summary>The fields that hold the code of another case. Right are the query code, the case number, and a number that goes on behind it, as that of a receipt does.</summary>
    public static IEnumerable<Refusal> Foreign(JsonElement form, JsonElement data, string number, string queryCode)
    {
        if (data.ValueKind != JsonValueKind.Object)
            return [];
        return from field in FormSchema.Marked(form, "x-matches")
               where field.Mark.GetString() == "case"
                   && data.TryGetProperty(field.Name, out var given) && given.ValueKind == JsonValueKind.String && given.GetString() is { Length: > 0 } code && !Fits(code.Trim().ToUpperInvariant())
               select new Refusal("form-other-case", "这份凭证不是本办件的，请核对。", "This paper belongs to another case: compare it.", $"data.{field.Name}");

        bool Fits(string code) => code == queryCode || code == number || code.StartsWith($"{number}-", StringComparison.Ordinal);
    }
}
