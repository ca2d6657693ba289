using CaseFlow.Host.Starting;
using CaseFlow.Host.Web;
using Dapper;
using Npgsql;

namespace CaseFlow.Host.Api;

/// <summary>For load balancers and operators: does the process live, and may it be sent requests?</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        var group = app.MapGroup("health").WithTags("Health");
        group.MapGet("live", () => new Liveness("live")).Called("GetLiveness", "200 while the process lives").AllowEverybody();
        group.MapGet("ready", ReadyAsync).Called("GetReadiness", "200 when requests can be served, 503 before that, with what is missing").AllowEverybody()
            .Produces<ReadinessView>().Produces<ReadinessView>(503);
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, NpgsqlDataSource database, CancellationToken stop)
    {
        var reachable = await CanReachAsync(database, stop);
        var ready = reachable && readiness.IsReady;
        var view = new ReadinessView(ready ? "ready" : "starting", reachable, readiness.Migrated, readiness.Seeded, readiness.Working);
        return Results.Json(view, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> CanReachAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(stop);
            await connection.ExecuteScalarAsync<int>(new CommandDefinition("select 1", commandTimeout: 2, cancellationToken: stop));
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>The process lives.</summary>
    internal sealed record Liveness(string Status);

    /// <summary>How far the server has come: each must be true.</summary>
    internal sealed record ReadinessView(string Status, bool Database, bool Migrations, bool Seeds, bool Worker);
}
