using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Workflows;
using Dapper;
using Npgsql;

namespace CaseFlow.Cases.Definitions;

/// <summary>The processes of this installation. A released version never changes, so each node keeps what it has read; drafts are read anew each time.</summary>
internal sealed class ProcessCatalogue(NpgsqlDataSource database, ActivityCatalogue activities)
{
    private readonly ConcurrentDictionary<(string Id, int Version), ProcessVersion> released = new();

    private sealed record Stored(string Content, DateTimeOffset? PublishedAt);

    /// <summary>A version that a case runs on.</summary>
    public async Task<ProcessVersion> GetAsync(string id, int version, CancellationToken cancellationToken)
    {
        if (released.TryGetValue((id, version), out var known))
            return known;
        var (read, stored) = await ReadStoredAsync(id, version, cancellationToken);
        if (read.Process is null)
            throw new InvalidOperationException($"The stored definition {id} v{version} cannot be read: {string.Join("; ", read.Findings.Select(finding => finding.MessageEn))}");
        return stored.PublishedAt is null ? read.Process : released.GetOrAdd((id, version), read.Process);
    }

    /// <summary>The version new cases start on.</summary>
    public async Task<ProcessVersion> LatestAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var version = await connection.ExecuteScalarAsync<int?>("select max(version) from definition where id = @id and published_at is not null", new { id })
            ?? throw Unknown();
        return await GetAsync(id, version, cancellationToken);
    }

    public static RefusedException Unknown() =>
        RefusedException.NotFound("process-unknown", "没有这个流程，或它还没有发布。", "There is no such process, or it has not been published.");

    /// <summary>Reads a definition that is not stored yet, with the stored ones it uses.</summary>
    public async Task<ReadProcess> ReadAsync(string content, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        var children = new Dictionary<(string, int?), ProcessVersion>();
        foreach (var (id, version) in UsedDefinitions(content))
        {
            if (children.ContainsKey((id, version)) || await PublishedVersionAsync(id, version, cancellationToken) is not { } pinned)
                continue;
            children[(id, version)] = await GetAsync(id, pinned, cancellationToken);
        }
        var result = DefinitionReader.Read(content, activities, (id, version) => children.GetValueOrDefault((id, version))?.Definition);
        var merged = children.Values.SelectMany(child => child.Files).Concat(files)
            .GroupBy(file => file.Key).ToDictionary(file => file.Key, file => file.Last().Value);
        return new ReadProcess(result.Definition is null ? null : new ProcessVersion(result.Definition, content, merged), result.Findings);
    }

    private async Task<(ReadProcess Read, Stored Stored)> ReadStoredAsync(string id, int version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var stored = await connection.QuerySingleOrDefaultAsync<Stored>("select content, published_at from definition where id = @id and version = @version", new { id, version })
            ?? throw RefusedException.NotFound("definition-unknown", "没有这个流程定义版本。", "There is no such version of this definition.");
        var files = await connection.QueryAsync<(string Path, string Content)>(
            "select path, content from definition_file where definition_id = @id and version = @version", new { id, version });
        return (await ReadAsync(stored.Content, files.ToDictionary(file => file.Path, file => file.Content), cancellationToken), stored);
    }

    private async Task<int?> PublishedVersionAsync(string id, int? version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int?>(
            "select max(version) from definition where id = @id and published_at is not null and (@version::int is null or version = @version)", new { id, version });
    }

    /// <summary>Every <c>workflowDefinitionId</c> in the file with the version it pins.</summary>
    private static IEnumerable<(string Id, int? Version)> UsedDefinitions(string content)
    {
        JsonElement root;
        try { root = JsonElement.Parse(content); }
        catch (JsonException) { return []; }
        return Walk(root).Distinct();
    }

    private static IEnumerable<(string Id, int? Version)> Walk(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Walk),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Walk(member.Value)).Concat(
            element.TryGetProperty("workflowDefinitionId", out var id) && id.ValueKind == JsonValueKind.String
                ? [(id.GetString()!, element.TryGetProperty("version", out var version) && version.TryGetInt32(out var number) ? number : (int?)null)] : []),
        _ => [],
    };
}

/// <summary>What reading a definition gave: the process if nothing forbids it, and every finding.</summary>
internal sealed record ReadProcess(ProcessVersion? Process, ImmutableArray<Finding> Findings);
