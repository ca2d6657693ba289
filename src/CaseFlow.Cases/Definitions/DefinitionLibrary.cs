using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using Refusal = CaseFlow.Cases.Pipeline.Refusal;

namespace CaseFlow.Cases.Definitions;

/// <summary>Stores definitions with their files. A released version is never edited: a change is a new version.</summary>
internal sealed class DefinitionLibrary(PgSession session, ProcessCatalogue processes, TriggerIndex triggers, ICurrentActor actor, TimeProvider time)
{
    private sealed record Existing(string Sha256, DateTimeOffset? PublishedAt);

    /// <summary>Every finding on a definition and its files.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(string content, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        var read = await processes.ReadAsync(content, files, cancellationToken);
        return [.. read.Findings, .. DefinitionFiles.Check(files), .. read.Process is { } process ? DecideChecks.Check(process) : []];
    }

    /// <summary>Stores a version as a draft, or replaces a draft of the same version. The very same released version again is accepted and changes nothing.</summary>
    public async Task<(string Id, int Version)> StoreAsync(string content, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        var read = await processes.ReadAsync(content, files, cancellationToken);
        if (read.Process?.Definition is not { } definition || definition.DefinitionId.Length == 0)
            throw new RefusedException(RefusalKind.Invalid, [.. read.Findings.Select(finding => new Refusal(finding.Code, finding.MessageZh, finding.MessageEn, finding.JsonPath))]);
        var (id, version, sha) = (definition.DefinitionId, definition.Version, Digest(content, files));
        // Two imports of one version at once: the second waits here for the first.
        await session.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('definition/' || @id, 0))", new { id }, cancellationToken);
        var existing = await session.SingleOrDefaultAsync<Existing>("select sha256, published_at from definition where id = @id and version = @version", new { id, version }, cancellationToken);
        if (existing?.PublishedAt is not null && existing.Sha256 == sha)
            return (id, version);
        if (existing?.PublishedAt is not null)
            throw RefusedException.Conflict("version-released", $"{id} 第 {version} 版已发布，不能修改。请把 version 加 1 作为新版本导入。",
                $"{id} v{version} is released and cannot be changed. Import it as a new version: raise «version» by one.");
        await session.ExecuteAsync("delete from definition_file where definition_id = @id and version = @version", new { id, version }, cancellationToken);
        session.Add("""
            insert into definition (id, version, name, content, sha256, imported_at, imported_by) values (@id, @version, @Name, @content, @sha, @now, @by)
            on conflict (id, version) do update set name = excluded.name, content = excluded.content, sha256 = excluded.sha256, imported_at = excluded.imported_at, imported_by = excluded.imported_by
            """, new { id, version, definition.Name, content, sha, now = time.GetUtcNow(), by = actor.Actor.Login });
        foreach (var (path, text) in files)
            session.Add("insert into definition_file (definition_id, version, path, content) values (@id, @version, @path, @text)", new { id, version, path, text });
        await session.SaveAsync(cancellationToken);
        return (id, version);
    }

    /// <summary>Releases a version: new cases start on it. Refused with every error finding.</summary>
    public async Task PublishAsync(string id, int version, CancellationToken cancellationToken)
    {
        // Two releases of one definition at once: the second waits here, so that the triggers of the newer one stay.
        await session.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('definition/' || @id, 0))", new { id }, cancellationToken);
        var content = await session.SingleOrDefaultAsync<string>("select content from definition where id = @id and version = @version for update", new { id, version }, cancellationToken)
            ?? throw RefusedException.NotFound("definition-unknown", "没有这个流程定义版本。", "There is no such version of this definition.");
        var files = await FilesAsync(id, version, cancellationToken);
        var errors = (await CheckAsync(content, files, cancellationToken)).Where(finding => finding.Severity == Severity.Error)
            .Select(finding => new Refusal(finding.Code, finding.MessageZh, finding.MessageEn, finding.JsonPath)).ToList();
        if (errors.Count > 0)
            throw new RefusedException(RefusalKind.Invalid, errors);
        var released = await session.ExecuteAsync("update definition set published_at = @now, published_by = @by where id = @id and version = @version and published_at is null",
            new { now = time.GetUtcNow(), by = actor.Actor.Login, id, version }, cancellationToken);
        var newest = await session.SingleAsync<int>("select max(version) from definition where id = @id and published_at is not null", new { id }, cancellationToken);
        if (released > 0 && newest == version)
            await triggers.PublishAsync((await processes.ReadAsync(content, files, cancellationToken)).Process!.Definition, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, string>> FilesAsync(string id, int version, CancellationToken cancellationToken) =>
        (await session.QueryAsync<(string Path, string Content)>("select path, content from definition_file where definition_id = @id and version = @version order by path",
            new { id, version }, cancellationToken)).ToDictionary(file => file.Path, file => file.Content);

    /// <summary>The rows a decision is tested with change nothing that the version does.</summary>
    private static string Digest(string content, IReadOnlyDictionary<string, string> files) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new { content, files = files.Where(file => !DecisionFiles.AreRows(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal) }))));
}
