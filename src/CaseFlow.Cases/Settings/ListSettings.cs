using System.Text.Json;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Settings;

/// <summary>The switches and numbers of a process and of those it uses, with the values in force for cases that start now.</summary>
public sealed record ListSettings(string Process) : IQuery<IReadOnlyList<SettingView>>;

internal sealed class ListSettingsHandler(ProcessCatalogue processes, SettingsShelf shelf) : IRequestHandler<ListSettings, IReadOnlyList<SettingView>>
{
    public async Task<IReadOnlyList<SettingView>> Handle(ListSettings request, CancellationToken cancellationToken) =>
        await shelf.ReadAsync(await processes.LatestAsync(request.Process, cancellationToken), cancellationToken);
}

/// <summary>What was ever set, newest first.</summary>
public sealed record ListSettingChanges(string Process) : IQuery<IReadOnlyList<SettingChange>>;

/// <summary>One change of a setting.</summary>
public sealed record SettingChange(string Process, string Name, JsonElement Value, string Reason, DateTimeOffset ChangedAt, string ChangedBy);

internal sealed class ListSettingChangesHandler(ProcessCatalogue processes, PgSession session) : IRequestHandler<ListSettingChanges, IReadOnlyList<SettingChange>>
{
    private sealed record Row(string Process, string Name, string Value, string Reason, DateTimeOffset ChangedAt, string ChangedBy);

    public async Task<IReadOnlyList<SettingChange>> Handle(ListSettingChanges request, CancellationToken cancellationToken)
    {
        var declaring = (await processes.LatestAsync(request.Process, cancellationToken)).Settings.Select(setting => setting.Process).Distinct().ToArray();
        var rows = await session.QueryAsync<Row>("""
            select process, name, value::text as value, reason, changed_at, changed_by from process_setting where process = any(@declaring) order by id desc limit 200
            """, new { declaring }, cancellationToken);
        return [.. rows.Select(row => new SettingChange(row.Process, row.Name, JsonElement.Parse(row.Value), row.Reason, row.ChangedAt, row.ChangedBy))];
    }
}
