using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Settings;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases;

/// <summary>Brings the files of <c>workflows/</c> into the database at the start: calendars that are not there yet, released process versions that are not there yet.
/// What is there already is left alone: an operator's publication wins over a file, and a released version that was edited stops the start.</summary>
public static class CaseContent
{
    // Any number; only that all nodes agree on it.
    private const long SeedLock = 710_204_001;

    /// <summary>Seeds; several nodes may start at once.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var root = Path.Combine(services.GetRequiredService<CasesOptions>().ContentRoot, "workflows");
        await InTransactionAsync(services, (scope, session) => SeedCalendarsAsync(scope, session, Path.Combine(root, "calendars"), cancellationToken), cancellationToken);
        // A process may use another, so each is stored once the ones it uses are.
        var waiting = Directory.EnumerateDirectories(root).Where(folder => Path.GetFileName(folder) != "calendars").SelectMany(ReadVersions).ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(version => !waiting.Any(other => other != version && version.Uses(other))).ToList();
            if (ready.Count == 0)
                throw new InvalidOperationException($"These definitions use each other in a circle: {string.Join(", ", waiting.Select(version => version.Id))}.");
            foreach (var version in ready)
                await InTransactionAsync(services, (scope, session) => SeedProcessAsync(scope, session, version, cancellationToken), cancellationToken);
            waiting = [.. waiting.Except(ready)];
        }
    }

    private sealed record VersionFile(string Id, int Version, string Content, IReadOnlyDictionary<string, string> Files)
    {
        public bool Uses(VersionFile other) => Content.Contains($"\"workflowDefinitionId\": \"{other.Id}\"", StringComparison.Ordinal)
            || Content.Contains($"\"workflowDefinitionId\":\"{other.Id}\"", StringComparison.Ordinal) || (Id == other.Id && Version > other.Version);
    }

    private static IEnumerable<VersionFile> ReadVersions(string folder)
    {
        string[] beside = ["*.dmn", "*.dmn.tests.json", $"*{ProcessSettings.Ending}", $"*{PrivacyNotice.Ending}"];
        var forms = Path.Combine(folder, "forms");
        var files = beside.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)).Concat(Directory.Exists(forms) ? Directory.EnumerateFiles(forms, "*.json") : [])
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText);
        return Directory.EnumerateFiles(folder, "v*.json").Select(path => new VersionFile(Path.GetFileName(folder), int.Parse(Path.GetFileNameWithoutExtension(path)[1..]), File.ReadAllText(path), files));
    }

    private static async Task SeedCalendarsAsync(IServiceProvider scope, PgSession session, string folder, CancellationToken cancellationToken)
    {
        var known = (await session.QueryAsync<(string Calendar, int Year)>("select distinct calendar, year from calendar_year", null, cancellationToken)).ToHashSet();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order())
        {
            var table = CalendarYear.Parse(await File.ReadAllTextAsync(path, cancellationToken));
            if (!known.Contains((table.Calendar, table.Year)))
                await scope.GetRequiredService<CalendarDesk>().PublishAsync(table, cancellationToken);
        }
    }

    private static async Task SeedProcessAsync(IServiceProvider scope, PgSession session, VersionFile file, CancellationToken cancellationToken)
    {
        // Released versions are compared with their lock file by the tests; here the database's own copy counts.
        if (await session.SingleAsync<bool>("select exists (select 1 from definition where id = @Id and version = @Version and published_at is not null)", file, cancellationToken))
            return;
        var library = scope.GetRequiredService<DefinitionLibrary>();
        var (id, version) = await library.StoreAsync(file.Content, file.Files, cancellationToken);
        await library.PublishAsync(id, version, cancellationToken);
    }

    private static async Task InTransactionAsync(IServiceProvider services, Func<IServiceProvider, PgSession, Task> work, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<PgSession>();
        await session.BeginAsync(cancellationToken);
        await session.ExecuteAsync("select pg_advisory_xact_lock(@SeedLock)", new { SeedLock }, cancellationToken);
        await work(scope.ServiceProvider, session);
        await session.CommitAsync(cancellationToken);
    }
}
