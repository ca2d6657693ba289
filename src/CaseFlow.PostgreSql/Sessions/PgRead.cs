using Dapper;
using Npgsql;

namespace CaseFlow.PostgreSql;

/// <summary>The answers to several reads that travelled together, taken one after the other in the order of the statements.</summary>
public sealed class PgRead : IAsyncDisposable
{
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlDataReader reader;
    private bool begun;

    private PgRead(NpgsqlBatch batch, NpgsqlDataReader reader) => (this.batch, this.reader) = (batch, reader);

    internal static async Task<PgRead> SendAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        try
        {
            return new PgRead(batch, await batch.ExecuteReaderAsync(cancellation));
        }
        catch
        {
            await batch.DisposeAsync();
            throw;
        }
    }

    /// <summary>All rows of the next statement.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancellation = default)
    {
        if (begun && !await reader.NextResultAsync(cancellation)) throw new InvalidOperationException("All answers have been taken.");
        begun = true;
        var rows = new List<T>();
        var parse = reader.GetRowParser<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(parse(reader));
        return rows;
    }

    /// <summary>The only row of the next statement, or nothing.</summary>
    public async Task<T?> SingleOrDefaultAsync<T>(CancellationToken cancellation = default) => (await ListAsync<T>(cancellation)).SingleOrDefault();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await batch.DisposeAsync();
    }
}
