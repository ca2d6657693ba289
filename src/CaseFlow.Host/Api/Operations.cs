using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>A command on many tasks, incidents, cases or jobs at once.</summary>
internal static class OperationEndpoints
{
    public static void MapOperations(this RouteGroupBuilder api)
    {
        var operations = api.MapGroup("operations").WithTags("Operations");
        operations.MapPost("", async (StartOperation command, Ask ask) =>
            {
                var started = await ask.For(command);
                return TypedResults.Accepted($"/api/v1/operations/{started.Id}", started);
            })
            .Sends<StartOperation>("Carry out a command on many subjects, as a job").Allow(Policy.WorkInBulk).ReadsBody();
        operations.MapPost("preview", (PreviewOperation query, Ask ask) => ask.For(query))
            .Sends<PreviewOperation>("How many subjects a command would touch; nothing is done").Allow(Policy.WorkInBulk).ReadsBody();
        operations.MapGet("", (Ask ask, string? after, int limit = 50) => ask.For(new ListOperations(after, limit)))
            .Sends<ListOperations>("Operations, newest first").Allow(Policy.WorkInBulk).AlsoCsv("operations", WorkTables.Operations).Refuses(400, 422);
        operations.MapGet("{id:long}", (long id, Ask ask) => ask.For(new GetOperation(id)))
            .Sends<GetOperation>("The progress of an operation").Allow(Policy.WorkInBulk).Refuses(404);
        operations.MapGet("{id:long}/items", (long id, Ask ask, string? status, string? after, int limit = 50) => ask.For(new ListOperationItems(id, status, after, limit)))
            .Sends<ListOperationItems>("The subjects of an operation, with the reasons of those that failed").Allow(Policy.WorkInBulk).Refuses(400, 404, 422);
        operations.MapPost("{id:long}/cancel", (long id, Ask ask) => ask.For(new CancelOperation(id)))
            .Sends<CancelOperation>("Stop an operation; what is done stays done").Allow(Policy.WorkInBulk).Refuses(404, 409);
    }
}
