using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Instances;

/// <summary>What happened to an instance without a case, event by event: the journal that folds to its state.</summary>
public sealed record ReadInstanceJournal(string Id, string? After = null, int Limit = 100) : IQuery<Page<JournalLine>>;

internal sealed class ReadInstanceJournalHandler(InstanceStore instances, InstanceViews views) : IRequestHandler<ReadInstanceJournal, Page<JournalLine>>
{
    public async Task<Page<JournalLine>> Handle(ReadInstanceJournal request, CancellationToken cancellationToken)
    {
        var (limit, after) = (request.Limit.Bounded(), long.TryParse(request.After, out var given) ? given : 0);
        await views.MustBeSeenAsync(request.Id, cancellationToken);
        var rows = (await instances.JournalAsync(request.Id, cancellationToken)).Where(row => row.Sequence > after).Take(limit + 1).ToList();
        var page = rows.Take(limit).Select(row => new JournalLine(row.Sequence, row.At, row.Actor, row.Type, JsonElement.Parse(row.Event))).ToList();
        return new Page<JournalLine>(page, rows.Count > limit ? page[^1].Sequence.ToString() : null);
    }
}
