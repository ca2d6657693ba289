using System.Text.Json;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Settings;

/// <summary>A setting with the value in force.</summary>
/// <param name="Process">The process whose file declares it.</param>
/// <param name="Value">What counts for cases that start now.</param>
/// <param name="Default">What counts if nobody sets it.</param>
/// <param name="Schema">What it may be, with titles, explanation and the question it answers (<c>x-question</c>).</param>
/// <param name="Reason">Why it was set; null while the default counts.</param>
public sealed record SettingView(
    string Process, string Name, JsonElement Value, JsonElement Default, JsonElement Schema, string? Reason, DateTimeOffset? ChangedAt, string? ChangedBy);

/// <summary>The settings in force: one query for all of a process.</summary>
internal sealed class SettingsShelf(PgSession session)
{
    private sealed record Set(string Process, string Name, string Value, string Reason, DateTimeOffset ChangedAt, string ChangedBy);

    public async Task<IReadOnlyList<SettingView>> ReadAsync(ProcessVersion process, CancellationToken cancellationToken)
    {
        var declared = process.Settings;
        if (declared.Count == 0)
            return [];
        var processes = declared.Select(setting => setting.Process).Distinct().ToArray();
        var set = (await session.QueryAsync<Set>("""
            select distinct on (process, name) process, name, value::text as value, reason, changed_at, changed_by
            from process_setting where process = any(@processes) order by process, name, id desc
            """, new { processes }, cancellationToken)).ToDictionary(one => (one.Process, one.Name));
        return [.. declared.Select(setting => View(setting, set.GetValueOrDefault((setting.Process, setting.Name))))];
    }

    // A newer version may allow less than was set under an older one: then its default counts, until somebody sets it again.
    private static SettingView View(DeclaredSetting setting, Set? set) =>
        set is not null && JsonElement.Parse(set.Value) is var value && !FormSchema.Validate(setting.Schema, value).Any()
            ? new(setting.Process, setting.Name, value, setting.Default, setting.Schema, set.Reason, set.ChangedAt, set.ChangedBy)
            : new(setting.Process, setting.Name, setting.Default, setting.Default, setting.Schema, null, null, null);
}
