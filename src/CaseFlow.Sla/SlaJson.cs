using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace CaseFlow.Sla;

/// <summary>How policies, ledgers and tables are written: camelCase, enum words, Chinese readable, nothing for null.</summary>
public static class SlaJson
{
    /// <summary>One line; for columns and payloads.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>For files that people read and compare.</summary>
    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };
}
