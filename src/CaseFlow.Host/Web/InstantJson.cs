using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.Host.Web;

/// <summary>An instant as ISO 8601. One without an offset is Shanghai time, wherever the server stands; answers are in UTC.</summary>
internal sealed class InstantJson : JsonConverter<DateTimeOffset>
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var time))
            return time.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(time, Shanghai) : reader.GetDateTimeOffset();
        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
}
