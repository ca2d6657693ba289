using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>What happened to a case, event by event: the journal that folds to its state.</summary>
public sealed record ReadJournal(string Number, string? After = null, int Limit = 100) : IQuery<Page<JournalLine>>;

/// <summary>One journalled event.</summary>
/// <param name="Event">The event as stored.</param>
public sealed record JournalLine(long Sequence, DateTimeOffset At, string? Actor, string Type, JsonElement Event);

internal sealed class ReadJournalHandler(PgSession session, CaseViews views) : IRequestHandler<ReadJournal, Page<JournalLine>>
{
    private sealed record Row(long Sequence, DateTimeOffset At, string? Actor, string Type, string Event);

    public async Task<Page<JournalLine>> Handle(ReadJournal request, CancellationToken cancellationToken)
    {
        var (id, limit) = (await views.FindAsync(request.Number, cancellationToken), request.Limit.Bounded());
        var rows = await session.QueryAsync<Row>("""
            select sequence, at, actor, type, event::text as event from journal where instance_id = @instance and sequence > @after order by sequence limit @take
            """, new { instance = id.ToString(), after = long.TryParse(request.After, out var after) ? after : 0, take = limit + 1 }, cancellationToken);
        var page = rows.Take(limit).Select(row => new JournalLine(row.Sequence, row.At, row.Actor, row.Type, JsonElement.Parse(row.Event))).ToList();
        return new Page<JournalLine>(page, rows.Count > limit ? page[^1].Sequence.ToString() : null);
    }
}
