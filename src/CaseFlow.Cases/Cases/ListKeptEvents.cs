using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>Events of outside systems that arrived when no visit waited for them: kept, for an operator to see what the outside world believes.</summary>
public sealed record ListKeptEvents(int Limit = 50) : IQuery<IReadOnlyList<KeptEvent>>;

/// <summary>An event that was kept.</summary>
public sealed record KeptEvent(string Source, string EventId, string Type, string Subject, string CaseNumber, JsonElement Data, DateTimeOffset ReceivedAt);

internal sealed class ListKeptEventsHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListKeptEvents, IReadOnlyList<KeptEvent>>
{
    public Task<IReadOnlyList<KeptEvent>> Handle(ListKeptEvents request, CancellationToken cancellationToken) => session.QueryAsync<KeptEvent>($"""
        select w.source, w.event_id, w.type, w.subject, c.number as case_number, w.data, w.received_at
        from webhook_event w join case_file c on c.id = w.case_id join office o on o.id = c.office_id
        where w.outcome = 'kept' and {Actor.SeesOffice} order by w.received_at desc limit @limit
        """, new { officePath = actor.Actor.OfficePath, limit = request.Limit.Bounded() }, cancellationToken);
}
