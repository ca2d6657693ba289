using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Dashboard;

/// <summary>The office whose numbers somebody looks at: the own one, or one below it.</summary>
internal static class WatchedOffice
{
    /// <summary>Refuses an office that the actor does not see: its numbers tell of its cases.</summary>
    public static async Task<string> OfAsync(PgSession session, Actor actor, string? office, CancellationToken cancellationToken) =>
        office is null || office == actor.OfficeId ? actor.OfficeId
        : await session.SingleOrDefaultAsync<string>($"select o.id from office o where o.id = @office and {Actor.SeesOffice}", new { office, officePath = actor.OfficePath }, cancellationToken)
            ?? throw RefusedException.NotFound("office-unknown", "没有这个受理点，或您无权查看。", "There is no such office, or you may not see it.");
}
