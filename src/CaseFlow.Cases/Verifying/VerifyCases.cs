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
/// <c>bookmark-missing</c>, <c>bookmark-orphaned</c>, <c>incident-missing</c>, <c>incident-orphaned</c>, <c>clock-not-armed</c>, <c>clock-job-orphaned</c>.</param>
/// <param name="Detail">Which one, for a person who looks.</param>
public sealed record Discrepancy(string Instance, string Code, string Detail);
