using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>What was released is never edited again: running cases stand on it. Lock files (`sha256  path`, as sha256sum writes them) notice.</summary>
public sealed partial class LocksTests
{
    private const string ReleasedLock = "workflows/released.lock";
    private const string MigrationsLock = "src/migrations.lock";

    [Fact]
    public void Released_process_versions_are_as_they_were_released() => Changed(SourceTree.Repository, ReleasedLock).Concat(ForgottenVersions(SourceTree.Repository)).ShouldBeEmpty();

    [Fact]
    public void Migrations_are_as_they_were_first_written() => Changed(SourceTree.Repository, MigrationsLock).Concat(ForgottenMigrations(SourceTree.Repository)).ShouldBeEmpty();

    [Fact]
    public void Migrations_stand_in_one_order_over_all_rooms() => MigrationOrder(SourceTree.Repository).ShouldBeEmpty();

    [Fact]
    public void An_edited_version_is_found() =>
        Changed(SourceTree.Of((ReleasedLock, $"{Sha("{}")}  id-card-reissue/v1.json\n"), ("workflows/id-card-reissue/v1.json", "{ }")), ReleasedLock)
            .ShouldBe(["workflows/id-card-reissue/v1.json was edited after its release: write the next version instead"]);

    [Fact]
    public void A_deleted_version_is_found() =>
        Changed(SourceTree.Of((ReleasedLock, $"{Sha("{}")}  id-card-reissue/v1.json\n")), ReleasedLock).ShouldBe(["workflows/id-card-reissue/v1.json is gone, but cases may still run on it"]);

    [Fact]
    public void An_older_version_that_was_never_locked_is_found() =>
        ForgottenVersions(SourceTree.Of(("workflows/x/v1.json", "{}"), ("workflows/x/v2.json", "{}"))).ShouldBe(["workflows/x/v1.json is not in workflows/released.lock"]);

    [Fact]
    public void A_migration_that_nobody_locked_is_found() =>
        ForgottenMigrations(SourceTree.Of(("src/CaseFlow.Cases/Migrations/0100_x.sql", "select 1"))).ShouldBe(["src/CaseFlow.Cases/Migrations/0100_x.sql is not in src/migrations.lock: run scripts/lock-migrations"]);

    [Fact]
    public void Two_migrations_with_one_number_are_found() =>
        MigrationOrder(SourceTree.Of(("src/CaseFlow.Cases/Migrations/0100_a.sql", ""), ("src/CaseFlow.Cases/Migrations/0100_b.sql", ""))).ShouldBe(["0100 is used by 0100_a.sql and 0100_b.sql"]);

    [Fact]
    public void A_migration_outside_the_range_of_its_room_is_found() =>
        MigrationOrder(SourceTree.Of(("src/CaseFlow.IdCards/Migrations/0101_a.sql", ""))).ShouldBe(["0101_a.sql of CaseFlow.IdCards is outside 0500–0899"]);

    [Fact]
    public void A_migration_with_a_careless_name_is_found() =>
        MigrationOrder(SourceTree.Of(("src/CaseFlow.Cases/Migrations/12-New.sql", ""))).ShouldBe(["src/CaseFlow.Cases/Migrations/12-New.sql: call it NNNN_what_it_does.sql"]);

    private static IEnumerable<string> Changed(SourceTree tree, string lockFile)
    {
        var folder = lockFile[..lockFile.LastIndexOf('/')];
        foreach (var (path, sha) in Locked(tree, lockFile).Select(l => ($"{folder}/{l.Key}", l.Value)))
        {
            if (tree[path] is not { } text)
                yield return $"{path} is gone, but cases may still run on it";
            else if (Sha(text) != sha)
                yield return $"{path} was edited after its release: write the next version instead";
        }
    }

    // The newest version may still be a draft; what stands behind it was released.
    private static IEnumerable<string> ForgottenVersions(SourceTree tree)
    {
        var locked = Locked(tree, ReleasedLock);
        return from file in tree.Under("workflows", ".json")
               let match = Version().Match(file.Key)
               where match.Success
               group int.Parse(match.Groups["number"].Value) by match.Groups["process"].Value into versions
               from older in versions.Where(v => v < versions.Max())
               where !locked.ContainsKey($"{versions.Key}/v{older}.json")
               select $"workflows/{versions.Key}/v{older}.json is not in {ReleasedLock}";
    }

    private static IEnumerable<string> ForgottenMigrations(SourceTree tree)
    {
        var locked = Locked(tree, MigrationsLock);
        return Migrations(tree).Where(m => !locked.ContainsKey(m["src/".Length..])).Select(m => $"{m} is not in {MigrationsLock}: run scripts/lock-migrations");
    }

    private static IEnumerable<string> MigrationOrder(SourceTree tree)
    {
        (string Room, int From, int To)[] ranges = [("CaseFlow.PostgreSql", 1, 99), ("CaseFlow.Cases", 100, 499), ("CaseFlow.IdCards", 500, 899), ("CaseFlow.Host", 900, 999)];
        var all = Migrations(tree).ToList();
        foreach (var path in all.Where(p => !MigrationName().IsMatch(Path.GetFileName(p))))
            yield return $"{path}: call it NNNN_what_it_does.sql";
        var named = all.Where(p => MigrationName().IsMatch(Path.GetFileName(p))).Select(p => (Room: p.Split('/')[1], Name: Path.GetFileName(p), Number: int.Parse(Path.GetFileName(p)[..4]))).ToList();
        foreach (var twice in named.GroupBy(m => m.Number).Where(g => g.Count() > 1))
            yield return $"{twice.Key:0000} is used by {string.Join(" and ", twice.Select(m => m.Name))}";
        foreach (var (room, name, number) in named)
            if (!ranges.Any(r => r.Room == room && number >= r.From && number <= r.To))
                yield return $"{name} of {room} is outside {string.Join(", ", ranges.Where(r => r.Room == room).Select(r => $"{r.From:0000}–{r.To:0000}"))}";
    }

    private static IEnumerable<string> Migrations(SourceTree tree) => tree.Under("src", ".sql").Select(f => f.Key).Where(p => p.Contains("/Migrations/"));

    private static Dictionary<string, string> Locked(SourceTree tree, string lockFile) =>
        (tree[lockFile] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => !l.StartsWith('#'))
            .Select(l => l.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToDictionary(p => p[1].TrimStart('*'), p => p[0]);

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex(@"^workflows/(?<process>[^/]+)/v(?<number>\d+)\.json$", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Version();

    [GeneratedRegex(@"^\d{4}_[a-z0-9_]+\.sql$", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex MigrationName();
}
