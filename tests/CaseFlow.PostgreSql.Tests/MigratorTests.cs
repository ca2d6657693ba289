using CaseFlow.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseFlow.PostgreSql.Tests;

public sealed class MigratorTests
{
    [Fact]
    public async Task two_migrators_started_at_once_apply_every_migration_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        Migrator Node() => new(database.DataSource, [MigrationSource.PostgreSql], NullLogger<Migrator>.Instance);

        var applied = await Task.WhenAll(Node().MigrateAsync(), Node().MigrateAsync(), Node().MigrateAsync());

        applied.Sum().ShouldBe(Migration.ReadAll([MigrationSource.PostgreSql]).Count);
        applied.Count(count => count > 0).ShouldBe(1);
    }
}
