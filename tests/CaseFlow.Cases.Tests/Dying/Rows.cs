using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseFlow.Testing;

namespace CaseFlow.Cases.Tests.Dying;

/// <summary>Everything a case has left in the database, written so that two cases with the same life read alike: what differs by nature (row ids, numbers, wall time) is left out.</summary>
internal sealed partial class Rows(TestDatabase database)
{
    // Wall time, counters of attempts, ids that a rolled-back transaction used up, and a digest of a request that names the case.
    private static readonly HashSet<string> Differing =
        ["id", "clockId", "clock_id", "queryCode", "query_code", "available_at", "created_at", "fence", "attempts", "last_error", "account_id", "applicant_id", "request"];

    public async Task<string> OfCaseAsync(long caseId, string number, Guid account)
    {
        var tables = await database.QueryAsync<string>("""
            select table_name from information_schema.columns join pg_class on relname = table_name and not relispartition
            where table_schema = 'public' and column_name = 'case_id' and table_name not in ('access_log', 'case_opening') group by table_name order by table_name
            """);
        var parts = tables.Select(table => $"select '{table}' as name, to_jsonb(t)::text as content from {table} t where case_id = @caseId")
            .Append("select 'case_file', to_jsonb(t)::text from case_file t where id = @caseId")
            .Append("select 'job', to_jsonb(t)::text from job t where case_id is null")
            .Append("select 'command_key', (to_jsonb(t) - 'answer' || jsonb_build_object('answered', t.answer is not null))::text from command_key t where account_id = @account");
        var rows = await database.QueryAsync<(string Table, string Content)>(string.Join(" union all ", parts), new { caseId, account });
        return string.Join('\n', rows.Select(row => $"{row.Table} {Alike(JsonNode.Parse(row.Content)!, caseId, number)}").Order(StringComparer.Ordinal));
    }

    /// <summary>How many rows each table has: what belongs to no case must not grow by a crash either. Reads of personal data are written down each time they happen, so they may.
    /// Rows of <c>lamp_count</c> are gathered now and then: what they say together counts.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync()
    {
        var tables = await database.QueryAsync<string>("""
            select relname::text from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace and relname not like 'test_%' and relname not in ('access_log', 'case_opening')
            """);
        var counts = await database.QueryAsync<(string Table, long Rows)>(string.Join(" union all ", tables.Select(table => $"select '{table}', {(table == "lamp_count" ? "coalesce(sum(count), 0)::bigint" : "count(*)")} from {table}")));
        return counts.ToDictionary(count => count.Table, count => count.Rows);
    }

    public static string Alike(object answer, long caseId, string number) => Alike(JsonSerializer.SerializeToNode(answer, Running.CaseJson.Options)!, caseId, number);

    private static string Alike(JsonNode node, long caseId, string number) =>
        MessageKey().Replace(Ordered(node)!.ToJsonString(Running.CaseJson.Options).Replace(number, "NUMBER").Replace(caseId.ToString(), "CASE"), "message/#");

    /// <summary>Without what differs, and with the members of every object in one order: a remembered answer has passed through jsonb, which keeps none.</summary>
    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => !Differing.Contains(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Ordered(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"message/\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MessageKey();
}
