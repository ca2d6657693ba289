using CaseFlow.PostgreSql;
using Xunit;

namespace CaseFlow.Testing;

/// <summary>One database a test class: <c>IClassFixture&lt;PostgresFixture&gt;</c>. A room with tables of its own derives from it and names its migrations.</summary>
public class PostgresFixture : IAsyncLifetime
{
    /// <summary>The database of the class.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Whose tables it has, besides those of the PostgreSql room.</summary>
    protected virtual MigrationSource[] Sources => [];

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync() => Database = await TestDatabase.CreateAsync(Sources);

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync() => await Database.DisposeAsync();
}
