using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Retention;

/// <summary>Lets one batch of cases, or of journals, leave. A case whose rows somebody holds is passed over: its turn comes with the next batch or the next night.</summary>
internal sealed class Departure(PgSession session, Keyring keyring, CasesOptions options, TimeProvider time)
{
    private sealed record Leaving(long Id, string Number, string Process, DateTimeOffset ClosedAt, int RuleDays);

    private sealed record Watermark(string Process, DateTimeOffset? From, DateTimeOffset Until);

    /// <summary>For a month of the journal <c>b</c>: this burst must stay. What belongs to no instance any more may leave; what has no case or no rule stays.</summary>
    public const string BurstStays = """
        left join workflow_instance i on i.id = b.instance_id left join case_file c on c.id = i.case_id left join retention_rule r on r.process = c.process left join legal_hold h on h.case_id = c.id
        where i.id is not null
          and not coalesce(i.status <> 'Running' and h.case_id is null and c.closed_at < @now - make_interval(days => least(r.journal_days, r.closed_cases_days)), false)
        """;

    private const string MayLeave = """
        not exists (select from legal_hold h where h.case_id = c.id) and not exists (select from workflow_instance m where m.case_id = c.id and m.status = 'Running')
        """;

    /// <summary>The next cases by their ids after <paramref name="after"/>, up to <paramref name="last"/>.</summary>
    /// <returns>The id of the last that left; null when none is left to leave.</returns>
    public async Task<long?> CasesAsync(long run, long after, long last, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var now = time.GetUtcNow();
        // The instance row is the lock of the case: whoever works on it has it.
        var leaving = await session.QueryAsync<Leaving>($"""
            select c.id, c.number, c.process, c.closed_at, r.closed_cases_days as rule_days
            from retention_rule r join case_file c on c.process = r.process and c.closed_at < @now - make_interval(days => r.closed_cases_days) join workflow_instance i on i.id = c.id::text
            where c.id > @after and c.id <= @last and {MayLeave} order by c.id limit @Batch for update of i, c skip locked
            """, new { now, after, last, Batch = options.RetentionBatch }, cancellationToken);
        if (leaving.Count == 0)
        {
            await session.RollbackAsync();
            return null;
        }
        var ids = leaving.Select(one => one.Id).ToArray();
        var people = (await session.QueryAsync<Guid>("""
            select applicant_id from case_file where id = any(@ids) union select person_id from case_party where case_id = any(@ids) union select person_id from message where case_id = any(@ids)
            """, new { ids }, cancellationToken)).ToArray();
        var (instances, bursts) = await session.SingleAsync<(int Instances, long Bursts)>("""
            with gone as (delete from workflow_instance where case_id = any(@ids) returning id), told as (delete from burst where instance_id in (select id from gone) returning 1)
            select (select count(*) from gone)::int, (select count(*) from told)
            """, new { ids }, cancellationToken);
        await session.ExecuteAsync("delete from job where case_id = any(@ids)", new { ids }, cancellationToken);
        await session.ExecuteAsync("delete from case_file where id = any(@ids)", new { ids }, cancellationToken);
        var persons = await session.SingleAsync<int>("select count(*)::int from unnest(@people) as one (id) where forget_person(one.id)", new { people }, cancellationToken);
        foreach (var one in leaving)
            session.Add("""
                insert into deletion (number_hash, run_id, process, closed_on, rule_days, deleted_at) values (@hash, @run, @Process, @closedOn, @RuleDays, @now)
                """, new { hash = keyring.Hash(one.Number), run, one.Process, closedOn = ShanghaiTime.DateOf(one.ClosedAt), one.RuleDays, now });
        session.Add("update retention_run set cases = cases + @cases, instances = instances + @instances, bursts = bursts + @bursts, persons = persons + @persons where id = @run",
            new { cases = leaving.Count, instances, bursts, persons, run });
        await session.CommitAsync(cancellationToken);
        return ids[^1];
    }

    /// <summary>Instances that ran without a case: their end is the last change of their row.</summary>
    /// <returns>False when none is left to leave.</returns>
    public async Task<bool> InstancesAsync(long run, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var ids = (await session.QueryAsync<string>("""
            select i.id from retention_rule r join workflow_instance i on i.definition_id = r.process and i.case_id is null and i.status in ('Finished', 'Cancelled')
            where i.updated_at < @now - make_interval(days => r.closed_cases_days) and not exists (select from workflow_instance m where m.parent_id = i.id and m.status = 'Running')
            order by i.id limit @Batch for update of i skip locked
            """, new { now = time.GetUtcNow(), Batch = options.RetentionBatch }, cancellationToken)).ToArray();
        if (ids.Length == 0)
        {
            await session.RollbackAsync();
            return false;
        }
        var bursts = await session.ExecuteAsync("delete from burst where instance_id = any(@ids)", new { ids }, cancellationToken);
        foreach (var table in new[] { "job", "incident", "intervention", "external_task" })
            session.Add($"delete from {table} where instance_id = any(@ids) and case_id is null", new { ids });
        session.Add("delete from workflow_instance where id = any(@ids)", new { ids }, ids.Length);
        session.Add("update retention_run set instances = instances + @instances, bursts = bursts + @bursts where id = @run", new { instances = ids.Length, bursts, run });
        await session.CommitAsync(cancellationToken);
        return true;
    }

    /// <returns>False when no journal is left to leave.</returns>
    public async Task<bool> JournalsAsync(long run, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var now = time.GetUtcNow();
        var rules = await session.QueryAsync<Watermark>("""
            select process, journals_left as from, @now - make_interval(days => journal_days) as until from retention_rule
            where journal_days is not null and coalesce(journals_left, '-infinity') < @now - make_interval(days => journal_days) order by process limit 1
            """, new { now }, cancellationToken);
        if (rules is not [var rule])
        {
            await session.RollbackAsync();
            return false;
        }
        var instances = (await session.QueryAsync<string>($"""
            select i.id from case_file c join workflow_instance i on i.case_id = c.id
            where c.process = @Process and c.closed_at < @Until and (@since::timestamptz is null or c.closed_at >= @since) and {MayLeave} and exists (select from burst b where b.instance_id = i.id)
            order by c.closed_at, i.id limit @Batch for update of i skip locked
            """, new { rule.Process, rule.Until, since = rule.From?.AddDays(-Overlap), Batch = options.RetentionBatch }, cancellationToken)).ToArray();
        if (instances.Length == 0)
            session.Add("update retention_rule set journals_left = @Until where process = @Process", rule);
        else
        {
            var bursts = await session.ExecuteAsync("delete from burst where instance_id = any(@instances)", new { instances }, cancellationToken);
            session.Add("update retention_run set journals = journals + @journals, bursts = bursts + @bursts where id = @run", new { journals = instances.Length, bursts, run });
        }
        await session.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Operations on many subjects are told for a year; what they were asked to do names cases.</summary>
    /// <returns>False when none is left to leave.</returns>
    public async Task<bool> OperationsAsync(CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var left = await session.ExecuteAsync("""
            delete from operation where id = (select id from operation where ended_at < @before order by id limit 1 for update skip locked)
            """, new { before = time.GetUtcNow().AddDays(-OperationDays) }, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return left > 0;
    }

    private const int OperationDays = 365;

    // Days looked at again: a case that was held by somebody, or was still running, on its night.
    private const int Overlap = 30;
}
