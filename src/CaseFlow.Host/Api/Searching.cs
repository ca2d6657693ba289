using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Searching;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>One box for all.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this RouteGroupBuilder api) =>
        api.MapGet("search", (string q, Ask ask, int limit = 20) => ask.For(new SearchCases(q, limit)))
            .WithTags("Cases").Sends<SearchCases>("Find cases by number or a part of it, query code, ID number, mobile number, waybill or name").Allow(Policy.SearchCases)
            .AlsoCsv<SearchAnswer, CaseListRow>("cases", answer => [.. answer.Hits.Select(hit => hit.Case)], _ => WorkTables.Cases).Refuses(400, 422);
}
