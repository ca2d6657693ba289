using System.Text.Json;
using System.Text.Json.Serialization;
using CaseFlow.Cases.Running;

namespace CaseFlow.Cases.Definitions;

/// <summary>What a person is told before personal data are asked (个人信息处理告知; PIPL 7, 17, 35): <c>&lt;process&gt;.privacy.json</c> beside the definition, so that the version on which a case stands says which
/// notice was shown. Each text by locale.</summary>
/// <param name="Version">The edition of the text, e.g. <c>2026-11</c>.</param>
/// <param name="Purpose">What the data are for.</param>
/// <param name="Basis">The law that lets them be handled; consent only where something is optional.</param>
/// <param name="Data">Which data.</param>
/// <param name="Recipients">Who else gets which of them.</param>
/// <param name="Keeping">How long they stay.</param>
/// <param name="Choices">What is optional, and the way without it (a face check is never the only way).</param>
/// <param name="Rights">What one may ask, and where.</param>
public sealed record PrivacyNotice(
    string Version, IReadOnlyDictionary<string, string> Purpose, IReadOnlyDictionary<string, string> Basis, IReadOnlyDictionary<string, string> Data, IReadOnlyDictionary<string, string> Recipients,
    IReadOnlyDictionary<string, string> Keeping, IReadOnlyDictionary<string, string> Choices, IReadOnlyDictionary<string, string> Rights)
{
    internal const string Ending = ".privacy.json";

    private static readonly JsonSerializerOptions Strict = new(CaseJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>Reads the file; what is missing or unknown in it is a <see cref="JsonException"/>.</summary>
    internal static PrivacyNotice Read(string content)
    {
        var notice = JsonSerializer.Deserialize<PrivacyNotice>(content, Strict) ?? throw new JsonException("The file is empty.");
        var texts = new[] { notice.Purpose, notice.Basis, notice.Data, notice.Recipients, notice.Keeping, notice.Choices, notice.Rights };
        return texts.All(text => text.GetValueOrDefault("zh-CN")?.Length > 0 && text.GetValueOrDefault("en")?.Length > 0) ? notice : throw new JsonException("A text is missing in zh-CN or en.");
    }
}
