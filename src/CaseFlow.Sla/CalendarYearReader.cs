using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace CaseFlow.Sla;

/// <summary>Reads a year table from JSON. A field it does not know is an error: a misspelt «holidays» would otherwise publish a year without any.</summary>
internal sealed class CalendarYearReader
{
    private static readonly string[] Known = ["calendar", "year", "published", "notice", "holidays", "workdays"];
    private readonly ImmutableArray<CalendarFault>.Builder faults = ImmutableArray.CreateBuilder<CalendarFault>();

    public static CalendarYearReading Read(string json, string? calendar, int? year)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new CalendarYearReader().Read(document.RootElement, calendar, year);
        }
        catch (JsonException wrong)
        {
            return new(null, [CalendarYearRules.Error("calendar-not-json", $"不是有效的 JSON:{wrong.Message}", $"Not valid JSON: {wrong.Message}", "$")]);
        }
    }

    private CalendarYearReading Read(JsonElement root, string? calendar, int? year)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Fault("calendar-not-object", "年度日历必须是一个 JSON 对象。", "A year table must be a JSON object.", "$");
            return new(null, faults.ToImmutable());
        }

        foreach (var field in root.EnumerateObject().Where(f => !Known.Contains(f.Name)))
            Fault("calendar-unknown-field", $"未知字段 {field.Name}。可用字段：{string.Join("、", Known)}。", $"Unknown field {field.Name}. Known are {string.Join(", ", Known)}.", $"$.{field.Name}");

        var table = new CalendarYear(Name(root, calendar), Year(root, year), Published(root), Text(root, "notice"), Holidays(root), Workdays(root));
        var all = faults.Concat(table.Validate()).ToImmutableArray();
        return new(all.Any(f => f.Severity == FaultSeverity.Error) ? null : table, all);
    }

    private string Name(JsonElement root, string? given)
    {
        var name = Text(root, "calendar");
        if (name is not null && given is not null && name != given)
            Fault("calendar-name-differs", $"文件写的是日历 {name}，但要发布的是 {given}。", $"The file says calendar {name}, but {given} is to be published.", "$.calendar");
        return name ?? given ?? "";
    }

    private int Year(JsonElement root, int? given)
    {
        if (!root.TryGetProperty("year", out var value))
        {
            if (given is null)
                Fault("calendar-year-missing", "缺少年份 year。", "The year is missing.", "$.year");
            return given ?? 2000;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var year))
        {
            Fault("calendar-year-not-number", "year 必须是整数，例如 2027。", "The year must be a whole number such as 2027.", "$.year");
            return given ?? 2000;
        }

        if (given is { } expected && expected != year)
            Fault("calendar-year-differs", $"文件写的是 {year} 年，但要发布的是 {expected} 年。", $"The file says {year}, but {expected} is to be published.", "$.year");
        return year;
    }

    private bool Published(JsonElement root)
    {
        if (root.TryGetProperty("published", out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Fault("calendar-published-missing", "请写明 published:true 表示已正式公布，false 表示暂定。", "Say whether the year is published: true = by an official notice, false = provisional.", "$.published");
        return false;
    }

    private ImmutableArray<Holiday> Holidays(JsonElement root) =>
        Days(root, "holidays", (item, path) => item.ValueKind != JsonValueKind.Object
            ? Date(item, path) is { } bare ? new Holiday(bare) : null
            : Date(item.TryGetProperty("date", out var date) ? date : default, $"{path}.date") is { } named ? new Holiday(named, Text(item, "name")) : null);

    private ImmutableArray<DateOnly> Workdays(JsonElement root) =>
        Days(root, "workdays", (item, path) => Date(item, path) is { } day ? new Holiday(day) : null).Select(d => d.Date).ToImmutableArray();

    private ImmutableArray<Holiday> Days(JsonElement root, string name, Func<JsonElement, string, Holiday?> read)
    {
        if (!root.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            Fault("calendar-list-missing", $"缺少列表 {name}（没有时写 []）。", $"The list {name} is missing (write [] for none).", $"$.{name}");
            return [];
        }

        return [.. list.EnumerateArray().Select((item, i) => read(item, $"$.{name}[{i}]")).OfType<Holiday>()];
    }

    private DateOnly? Date(JsonElement item, string path)
    {
        if (item.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(item.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Fault("calendar-not-a-date", "日期应写成 2027-01-01 的形式。", "A date must look like 2027-01-01.", path);
        return null;
    }

    private string? Text(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Fault("calendar-not-text", $"{name} 必须是文字。", $"{name} must be text.", $"$.{name}");
        return null;
    }

    private void Fault(string code, string zh, string en, string path) => faults.Add(CalendarYearRules.Error(code, zh, en, path));
}
