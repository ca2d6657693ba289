using CaseFlow.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseFlow.PostgreSql.Tests;

public sealed class MigratorTests
{
    private static readonly MigrationSource failing = new(typeof(MigratorTests).Assembly, "CaseFlow.PostgreSql.Tests.Staged.");

    private static Migrator Server(TestDatabase database, params MigrationSource[] sources) =>
        new(database.DataSource, [MigrationSource.PostgreSql, .. sources], NullLogger<Migrator>.Instance);

    [Fact]
    public async Task three_servers_started_at_once_apply_every_migration_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var applied = await Task.WhenAll(Server(database).MigrateAsync(), Server(database).MigrateAsync(), Server(database).MigrateAsync());

        applied.Sum().ShouldBe(Migration.ReadAll([MigrationSource.PostgreSql]).Count);
        applied.Count(count => count > 0).ShouldBe(1);
    }

    [Fact]
    public async Task a_second_start_applies_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        (await Server(database).MigrateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task a_server_older_than_the_schema_refuses_to_start_and_names_what_it_does_not_know()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("insert into schema_migration (number, name, sha256) values (9001, '9001_from_the_future', 'x')");

        var refused = await Should.ThrowAsync<MigrationException>(() => Server(database).MigrateAsync());

        refused.Code.ShouldBe("schema-newer");
        refused.Message.ShouldContain("9001_from_the_future");
    }

    [Fact]
    public async Task an_edited_old_migration_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("update schema_migration set sha256 = 'before the edit' where number = 2");

        var refused = await Should.ThrowAsync<MigrationException>(() => Server(database).MigrateAsync());

        refused.Code.ShouldBe("migration-edited");
        refused.Message.ShouldContain("0002_job");
    }

    [Fact]
    public async Task a_migration_that_fails_leaves_nothing_behind_and_the_lock_free()
    {
        await using var database = await TestDatabase.CreateAsync();

        var failed = await Should.ThrowAsync<MigrationException>(() => Server(database, failing).MigrateAsync());

        failed.Code.ShouldBe("migration-failed");
        failed.Message.ShouldContain("0901_fails_half_way");
        (await database.ScalarAsync<string>("select to_regclass('half_made')::text")).ShouldBeNull();
        (await Server(database).MigrateAsync()).ShouldBe(0);
    }

    [Fact]
    public void line_ends_of_a_checkout_are_no_edit() =>
        Migration.Parse("0001_a", "select 1;\r\nselect 2;\r\n").Sha256.ShouldBe(Migration.Parse("0001_a", "select 1;\nselect 2;\n").Sha256);

    [Theory]
    [InlineData("1_short")]
    [InlineData("0001")]
    [InlineData("abcd_name")]
    [InlineData("0001-name")]
    public void a_badly_named_migration_is_refused(string name) =>
        Should.Throw<MigrationException>(() => Migration.Parse(name, "")).Code.ShouldBe("migration-name");

    [Fact]
    public void two_migrations_with_one_number_are_refused()
    {
        MigrationSource sameFileElsewhere = new(failing.Assembly, "CaseFlow.PostgreSql.Tests.StagedTwice.");
        Should.Throw<MigrationException>(() => Migration.ReadAll([failing, sameFileElsewhere])).Code.ShouldBe("migration-number-twice");
    }
}
