using System.Globalization;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Jobs;

/// <summary>Which case a job is for. Most carry it; a message may be told without its case, and a red card outlives the end of one: their jobs carry their own ids.</summary>
internal static class CasesOfJobs
{
    /// <summary>The numbers of the cases of these jobs, to be asked for by what a job carries.</summary>
    public static async Task<Func<long?, string?, string?>> CasesOfJobsAsync(this PgSession session, IReadOnlyList<(long? CaseId, string? Key)> jobs, CancellationToken cancellationToken)
    {
        var numbers = (await session.QueryAsync<(string Of, string Number)>("""
            select 'case/' || id, number from case_file where id = any(@cases)
            union all select 'message/' || m.id, c.number from message m join case_file c on c.id = m.case_id where m.id = any(@messages)
            union all select 'red-card/' || s.id, c.number from signal s join case_file c on c.id = s.case_id where s.id = any(@cards)
            """, new { cases = jobs.Select(job => job.CaseId).OfType<long>().ToArray(), messages = Ids("message/"), cards = Ids("red-card/") }, cancellationToken)).ToDictionary(one => one.Of, one => one.Number);
        return (caseId, key) => numbers.GetValueOrDefault(caseId is { } id ? $"case/{id}" : key ?? "");

        long[] Ids(string prefix) => [.. jobs.Select(job => job.Key).OfType<string>().Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => long.TryParse(key.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)];
    }
}
