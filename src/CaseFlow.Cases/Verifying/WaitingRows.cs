using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Verifying;

/// <summary>The rows that stand for what instances wait for: open tasks, timers and outside work, bookmarks, open incidents.</summary>
internal sealed class WaitingRows
{
    private sealed record Row(string Instance, long Token);

    // Without an instance of its own a row belongs to the case's instance, whose id is the case's.
    private const string Owner = "coalesce(instance_id, case_id::text) as instance";
    private const string OfThese = "(instance_id is null and case_id = any(@cases) or instance_id = any(@ids))";

    private ILookup<string, long> tasks = null!;
    private ILookup<string, long> jobs = null!;
    private ILookup<string, long> bookmarks = null!;
    private ILookup<string, long> incidents = null!;

    public static async Task<WaitingRows> ReadAsync(PgSession session, string[] ids, CancellationToken cancellationToken)
    {
        var cases = ids.Where(id => long.TryParse(id, out _)).Select(long.Parse).ToArray();
        return new WaitingRows
        {
            tasks = await LookupAsync($"select {Owner}, token from task where {OfThese} and status = 'open'"),
            jobs = await LookupAsync($"select instance_id as instance, token from job where instance_id = any(@ids) and (kind = '{JobKind.Timer}' or key like 'outside/%')"),
            bookmarks = await LookupAsync("select distinct instance_id as instance, token from bookmark where instance_id = any(@ids)"),
            incidents = await LookupAsync($"select {Owner}, token from incident where {OfThese} and resolved_at is null"),
        };

        async Task<ILookup<string, long>> LookupAsync(string sql) =>
            (await session.QueryAsync<Row>(sql, new { ids, cases }, cancellationToken)).ToLookup(row => row.Instance, row => row.Token);
    }

    public IEnumerable<Discrepancy> Compare(string id, WorkflowInstance instance)
    {
        var waiting = instance.Waiting.ToLookup(one => one.Kind, one => one.Token);
        return Compare(id, "task", waiting[WaitKind.Task], tasks[id])
            .Concat(Compare(id, "bookmark", waiting[WaitKind.Event], bookmarks[id]))
            .Concat(Compare(id, "incident", waiting[WaitKind.Incident], incidents[id]))
            // A request may also wait for something else than a job: another instance, a program that asks for its work.
            .Concat(Compare(id, "job", waiting[WaitKind.Timer], jobs[id].Except(waiting[WaitKind.Request])));
    }

    private static IEnumerable<Discrepancy> Compare(string id, string what, IEnumerable<long> waiting, IEnumerable<long> rows)
    {
        var left = rows.ToList();
        foreach (var token in waiting.Where(token => !left.Remove(token)))
            yield return new(id, $"{what}-missing", $"visit {token} waits and has no {what}");
        foreach (var token in left)
            yield return new(id, $"{what}-orphaned", $"the {what} of visit {token} stands for nothing, or twice");
    }
}
