using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>Where open cases wait in the diagrams of their processes.</summary>
/// <param name="Definition">Only of this one.</param>
public sealed record ListWaitingPlaces(string? Office = null, string? Definition = null, int? Version = null) : IQuery<WaitingPlacesView>;

/// <summary>Places of waiting, as of an instant.</summary>
public sealed record WaitingPlacesView(string Office, DateTimeOffset? MadeAt, IReadOnlyList<WaitingPlace> Places);

/// <summary>An activity at which cases wait.</summary>
/// <param name="Activity">Node id in the definition.</param>
/// <param name="Late">Those of them whose limit is over.</param>
public sealed record WaitingPlace(string Definition, int Version, string Activity, int Count, int Late);

internal sealed class ListWaitingPlacesHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListWaitingPlaces, WaitingPlacesView>
{
    public async Task<WaitingPlacesView> Handle(ListWaitingPlaces request, CancellationToken cancellationToken)
    {
        var office = await WatchedOffice.OfAsync(session, actor.Actor, request.Office, cancellationToken);
        var places = await session.QueryAsync<WaitingPlace>("""
            select definition_id as definition, version, activity, count, late from waiting_place
            where office_id = @office and (@Definition::text is null or definition_id = @Definition) and (@Version::int is null or version = @Version) order by count desc, definition_id, version, activity
            """, new { office, request.Definition, request.Version }, cancellationToken);
        return new WaitingPlacesView(office, await session.SingleOrDefaultAsync<DateTimeOffset?>("select made_at from statistic_run where work = 'standing'", null, cancellationToken), places);
    }
}
