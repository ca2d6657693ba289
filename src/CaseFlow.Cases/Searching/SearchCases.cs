using System.Text.RegularExpressions;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Searching;

/// <summary>One box for all (一框搜索): a case number or a part of it, a query code, an ID number, a mobile number, a waybill or another registered key, or at least two characters of a name.
/// Only cases of the asker's offices are found, newest first.</summary>
public sealed record SearchCases(string Q, int Limit = 20) : IQuery<SearchAnswer>;

/// <summary>What was found.</summary>
/// <param name="More">There are more: ask more precisely.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchHit> Hits, bool More);

/// <summary>A case and by what it was found.</summary>
/// <param name="By"><c>number</c>, <c>queryCode</c>, <c>idNumber</c>, <c>mobile</c>, <c>key</c> or <c>name</c>.</param>
public sealed record SearchHit(string By, CaseListRow Case);

internal sealed partial class SearchCasesHandler(PgSession session, CaseRows rows, PersonStore people, Keyring keyring, ICurrentActor actor) : IRequestHandler<SearchCases, SearchAnswer>
{
    private const string OfPeople = """
        (select id from case_file where applicant_id = any(@persons) union select case_id from case_party where person_id = any(@persons))
        """;

    public async Task<SearchAnswer> Handle(SearchCases request, CancellationToken cancellationToken)
    {
        var q = HalfWidth.Of((request.Q ?? "").Trim()).ToUpperInvariant();
        if (q.Length is < 2 or > 60)
            throw RefusedException.Invalid("search-too-short", "请输入至少2个字符（不超过60个）。", "Enter at least 2 characters (at most 60).", "q");
        var limit = request.Limit.Bounded();
        var hits = new List<SearchHit>();
        foreach (var (by, source, parameters) in await WaysAsync(q, cancellationToken))
            foreach (var hit in await FindAsync(source, parameters, limit + 1, cancellationToken))
                if (hits.TrueForAll(known => known.Case.Id != hit.Id))
                    hits.Add(new SearchHit(by, hit));
        return new SearchAnswer([.. hits.Take(limit)], hits.Count > limit);
    }

    /// <summary>Each way the text can be meant, as a set of case ids; the rights are part of the statement that reads them.</summary>
    private async Task<List<(string By, string Source, object Parameters)>> WaysAsync(string q, CancellationToken cancellationToken)
    {
        var ways = new List<(string, string, object)>();
        if ((IdNumber().IsMatch(q) ? q : CitizenId.FromFirstGeneration(q)) is { } idNumber)
            ways.Add(("idNumber", OfPeople, new { persons = await PersonsAsync("id_number_hash = @hash", idNumber, cancellationToken) }));
        if (Parties.Mobile(q) is { } mobile)
            ways.Add(("mobile", OfPeople, new { persons = await PersonsAsync("mobile_hash = @hash", mobile, cancellationToken) }));
        if (QueryCode().IsMatch(q))
            ways.Add(("queryCode", "(select id from case_file where query_code = @q)", new { q }));
        // Of three characters or more: fewer make no trigram.
        if (NumberPart().IsMatch(q))
            ways.Add(("number", "(select id from case_file where number like '%' || @q || '%')", new { q }));
        if (Key().IsMatch(q))
            ways.Add(("key", "(select case_id as id from case_key where split_part(key, ':', 2) = @q)", new { q }));
        if (NameGrams.Normal(q) is { Length: >= 2 } name && name.Any(char.IsLetter) && !name.Any(char.IsDigit))
            ways.Add(("name", OfPeople, new { persons = await NamedAsync(q, name, cancellationToken) }));
        return ways;
    }

    private async Task<Guid[]> PersonsAsync(string condition, string q, CancellationToken cancellationToken) =>
        [.. await session.QueryAsync<Guid>($"select id from person where {condition} limit 200", new { hash = keyring.Hash(q) }, cancellationToken)];

    // Pairs may clash and may come in another order: who is found is decided by the name itself.
    private async Task<Guid[]> NamedAsync(string q, string name, CancellationToken cancellationToken) =>
        [.. (await people.NamedAsync(NameGrams.Of(q, keyring), cancellationToken)).Where(person => NameGrams.Normal(person.Name).Contains(name, StringComparison.Ordinal)).Select(person => person.Id)];

    private async Task<IReadOnlyList<CaseListRow>> FindAsync(string source, object parameters, int take, CancellationToken cancellationToken)
    {
        var all = new Dapper.DynamicParameters(parameters);
        all.AddDynamicParams(new { officePath = actor.Actor.OfficePath, take });
        return await rows.ReadAsync($"from {source} hit join case_file c on c.id = hit.id {CaseRows.Joins} where {Actor.SeesOffice} order by c.id desc limit @take", all, cancellationToken);
    }

    [GeneratedRegex(@"^\d{17}[\dX]$", RegexOptions.None, 1000)]
    private static partial Regex IdNumber();

    [GeneratedRegex("^[2-9A-HJKMNP-Z]{8}$", RegexOptions.None, 1000)]
    private static partial Regex QueryCode();

    [GeneratedRegex(@"^[A-Z0-9-]*\d[A-Z0-9-]{2,}$|^[A-Z0-9-]{2,}\d$", RegexOptions.None, 1000)]
    private static partial Regex NumberPart();

    [GeneratedRegex("^[A-Z0-9]{6,40}$", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
