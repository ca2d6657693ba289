using System.Runtime.CompilerServices;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Verifying;

/// <summary>Compares what is stored with itself, case by case: the journal folds to the state, whatever a case waits for has its row, and no row is left that no case waits for.
/// Reads only, a page of cases a snapshot, so it may run beside the work; for operators after a restore and for tests after a crash.</summary>
public sealed class VerifyCases
{
    private const int PageSize = 200;
    private readonly PgSession session;
    private readonly InstanceStore instances;
    private readonly ClockCheck clocks;

    internal VerifyCases(PgSession session, InstanceStore instances, CalendarShelf calendars, TimeProvider time)
    {
        (this.session, this.instances) = (session, instances);
        clocks = new ClockCheck(session, calendars, time);
    }

    /// <summary>How many instances the last run has looked at.</summary>
    public int Instances { get; private set; }

    /// <summary>Looks at every instance and yields what does not fit.</summary>
    public async IAsyncEnumerable<Discrepancy> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Instances = 0;
        for (string? last = ""; last is not null;)
        {
            await session.BeginAsync(cancellationToken);
            await session.ExecuteAsync("set transaction isolation level repeatable read", null, cancellationToken);
            var ids = await session.QueryAsync<string>("select id from workflow_instance where id > @last order by id limit @PageSize", new { last, PageSize }, cancellationToken);
            var found = await CheckAsync([.. ids], cancellationToken);
            await session.RollbackAsync();
            foreach (var one in found)
                yield return one;
            Instances += ids.Count;
            last = ids.Count == PageSize ? ids[^1] : null;
        }
        foreach (var one in await LampsAsync(cancellationToken))
            yield return one;
    }

    /// <summary>Looks at one instance.</summary>
    public async Task<IReadOnlyList<Discrepancy>> RunAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        await session.BeginAsync(cancellationToken);
        await session.ExecuteAsync("set transaction isolation level repeatable read", null, cancellationToken);
        var found = await CheckAsync([instanceId], cancellationToken);
        await session.RollbackAsync();
        return found;
    }

    private async Task<List<Discrepancy>> CheckAsync(string[] ids, CancellationToken cancellationToken)
    {
        var found = new List<Discrepancy>();
        var rows = await WaitingRows.ReadAsync(session, ids, cancellationToken);
        foreach (var id in ids)
        {
            var stored = (await instances.LoadAsync(id, cancellationToken))!;
            found.AddRange(await JournalAsync(stored, cancellationToken));
            found.AddRange(rows.Compare(id, InstanceJson.Read(stored.State)));
        }
        found.AddRange(await clocks.RunAsync(ids, cancellationToken));
        return found;
    }

    // One statement, one snapshot: what is kept of lamps beside the lamps.
    private async Task<IReadOnlyList<Discrepancy>> LampsAsync(CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var found = await session.QueryAsync<(string Office, string Colour, long Kept, long Shown)>("""
            select office_id, colour, sum(kept)::bigint, sum(shown)::bigint from (
                select office_id, colour, count as kept, 0 as shown from lamp_count
                union all select office_id, colour, 0, 1 from clock where colour <> 'green' and office_id is not null) one
            group by office_id, colour having sum(kept) <> sum(shown)
            """, null, cancellationToken);
        await session.RollbackAsync();
        return [.. found.Select(one => new Discrepancy("", "lamp-count-differs", $"{one.Office} {one.Colour}: {one.Kept} kept, {one.Shown} shown"))];
    }

    private async Task<IEnumerable<Discrepancy>> JournalAsync(StoredInstance stored, CancellationToken cancellationToken)
    {
        var journal = await instances.JournalAsync(stored.Id, cancellationToken);
        var gap = journal.Where((row, i) => row.Sequence != i + 1).Select(row => row.Sequence).FirstOrDefault();
        if (gap != 0 || journal.Count != stored.Revision)
            return [new(stored.Id, "journal-incomplete", $"revision {stored.Revision}, {journal.Count} events, out of order at {gap}")];
        var folded = InstanceJson.Write(WorkflowInstance.Fold(stored.Id, journal.Select(row => JournalJson.Read(row.Event))));
        return folded == stored.State ? [] : [new(stored.Id, "journal-differs", $"folded {folded}, stored {stored.State}")];
    }
}

/// <summary>Something that does not fit together.</summary>
/// <param name="Instance">The workflow instance; a case has the same id.</param>
/// <param name="Code">Stable: <c>journal-incomplete</c>, <c>journal-differs</c>, <c>task-missing</c>, <c>task-orphaned</c>, <c>job-missing</c>, <c>job-orphaned</c>,
/// <c>bookmark-missing</c>, <c>bookmark-orphaned</c>, <c>incident-missing</c>, <c>incident-orphaned</c>, <c>clock-not-armed</c>, <c>clock-job-orphaned</c>, <c>lamp-count-differs</c> (of an office, no instance).</param>
/// <param name="Detail">Which one, for a person who looks.</param>
public sealed record Discrepancy(string Instance, string Code, string Detail);
