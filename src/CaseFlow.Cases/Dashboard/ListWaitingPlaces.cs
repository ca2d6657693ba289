using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Timeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Dashboard;

/// <summary>Where open cases wait in the diagrams of their processes.</summary>
/// <param name="Definition">Only of this one.</param>
public sealed record ListWaitingPlaces(string? Office = null, string? Definition = null, int? Version = null) : IQuery<WaitingPlacesView>;

/// <summary>Places of waiting, as of an instant.</summary>
public sealed record WaitingPlacesView(string Office, DateTimeOffset? MadeAt, IReadOnlyList<WaitingPlace> Places);

/// <summary>A drawn activity at which cases wait. A case is there once, whatever it waits for there; at several places at once it is at each of them.</summary>
/// <param name="Activity">Node id in the definition.</param>
/// <param name="Late">Those of them whose limit is over.</param>
/// <param name="Name">What the designer called it.</param>
/// <param name="P50">Working hours within which half of them came there; <paramref name="P90"/>: nine in ten; at most 5 % above the exact numbers.</param>
public sealed record WaitingPlace(string Definition, int Version, string Activity, string Name, int Count, int Late, double P50, double P90);

internal sealed class ListWaitingPlacesHandler(PgSession session, ProcessCatalogue processes, ICurrentActor actor) : IRequestHandler<ListWaitingPlaces, WaitingPlacesView>
{
    private sealed record Row(string Definition, int Version, string Activity, int Count, int Late, int[] Steps, int[] Counts);

    public async Task<WaitingPlacesView> Handle(ListWaitingPlaces request, CancellationToken cancellationToken)
    {
        var office = await WatchedOffice.OfAsync(session, actor.Actor, request.Office, cancellationToken);
        var rows = await session.QueryAsync<Row>("""
            select p.definition_id as definition, p.version, p.activity, p.count, p.late, t.steps, t.counts from waiting_place p cross join lateral (
                select coalesce(array_agg(w.step::int order by w.step), '{}') as steps, coalesce(array_agg(w.count order by w.step), '{}') as counts from waiting_time w
                where w.office_id = p.office_id and w.definition_id = p.definition_id and w.version = p.version and w.activity = p.activity) t
            where p.office_id = @office and (@Definition::text is null or p.definition_id = @Definition) and (@Version::int is null or p.version = @Version)
            order by p.count desc, p.definition_id, p.version, p.activity
            """, new { office, request.Definition, request.Version }, cancellationToken);
        var places = new List<WaitingPlace>();
        foreach (var row in rows)
            places.Add(View(row, TimelineTexts.NameOf((await processes.GetAsync(row.Definition, row.Version, cancellationToken)).Definition, row.Activity)));
        return new WaitingPlacesView(office, await session.SingleOrDefaultAsync<DateTimeOffset?>("select made_at from statistic_run where work = 'standing'", null, cancellationToken), places);
    }

    private static WaitingPlace View(Row row, string name)
    {
        var steps = row.Steps.Zip(row.Counts, (step, count) => (step, (long)count)).ToList();
        return new WaitingPlace(row.Definition, row.Version, row.Activity, name, row.Count, row.Late, Math.Round(Scale.Percentile(steps, 0.5), 2), Math.Round(Scale.Percentile(steps, 0.9), 2));
    }
}
