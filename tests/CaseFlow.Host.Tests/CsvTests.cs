using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

public sealed class CsvTests(RunningServerWithVirtualClock server) : IClassFixture<RunningServerWithVirtualClock>
{
    // What some lists must be told.
    private static readonly (string Path, string Query)[] Needed = [("search", "&q={number}"), ("places/cases", "&definition=parcel&version=1&activity=none"), ("counted", "&Measure=opened"), ("v1/jobs", "&kind=Timer")];

    [Fact]
    public async Task Every_list_that_says_so_is_also_a_file_and_refuses_whom_the_list_refuses()
    {
        var number = await World.OpenAsync(await server.AsAsync("clerk.ceshilu"));
        var (manager, admin, portal) = (await server.AsAsync("manager"), await server.AsAsync("admin"), await server.AsAsync("designer"));
        var lists = (await FilesAsync()).Where(path => !path.Contains("digest", StringComparison.Ordinal) && !path.Contains("{id}", StringComparison.Ordinal)).ToList();
        lists.Count.ShouldBeGreaterThan(20);
        foreach (var path in lists.Select(path => path.Replace("{number}", number, StringComparison.Ordinal)))
        {
            var address = $"{path}?format=csv{Needed.FirstOrDefault(one => path.EndsWith(one.Path, StringComparison.Ordinal)).Query?.Replace("{number}", number, StringComparison.Ordinal)}";
            using var first = await manager.GetAsync(address);
            using var file = first.StatusCode == HttpStatusCode.Forbidden ? await admin.GetAsync(address) : await manager.GetAsync(address);
            (file.StatusCode, file.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.OK, "text/csv"), address);
            (await file.Content.ReadAsByteArrayAsync())[..3].ShouldBe(Encoding.UTF8.GetPreamble(), address);
            using (var asList = await portal.GetAsync(address.Replace("format=csv", "", StringComparison.Ordinal)))
            using (var asFile = await portal.GetAsync(address))
                asFile.StatusCode.ShouldBe(asList.StatusCode, address);
        }
    }

    [Fact]
    public async Task A_file_has_all_pages_in_the_words_of_the_reader_and_no_rows_of_others()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        for (var i = 0; i < 3; i++)
            await World.OpenAsync(clerk);
        var all = new List<string>();
        for (string? after = null; ;)
        {
            var page = await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/cases?limit=1{(after is null ? "" : $"&after={after}")}");
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("number").GetString()!));
            if (!page.TryGetProperty("next", out var next) || (after = next.GetString()) is null)
                break;
        }
        var chinese = await LinesAsync(clerk, "/api/v1/cases?format=csv&language=zh-CN");
        chinese[0].ShouldBe("办件编码,事项,状态,申请人,截止日,受理点,登记时间");
        chinese[1..].Select(line => line.Split(',')[0]).ShouldBe(all);
        chinese[1].ShouldContain("测试路");
        (await LinesAsync(clerk, "/api/v1/cases?format=csv&language=en"))[0].ShouldBe("Case number,Process,State,Applicant,Deadline,Office,Opened");
        (await LinesAsync(clerk, "/api/v1/inbox?format=csv&language=en&View=group&columns=case,nonsense,task"))[0].ShouldBe("Case,Task");
        (await LinesAsync(await server.AsAsync("clerk.shililu"), "/api/v1/cases?format=csv")).Intersect(chinese[1..]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cell_that_begins_like_a_formula_is_a_text_to_the_spreadsheet()
    {
        var admin = await server.AsAsync("admin");
        using var opened = await admin.PostAsJsonAsync("/api/v1/accounts", new { login = "formula", name = "=HYPERLINK(\"http://x\")", kind = "person", office = "ceshilu", roles = new[] { "clerk" }, groups = Array.Empty<string>() });
        opened.StatusCode.ShouldBe(HttpStatusCode.Created, await opened.Content.ReadAsStringAsync());
        (await LinesAsync(admin, "/api/v1/accounts?format=csv&text=formula"))[1].ShouldContain("'=HYPERLINK");
    }

    [Fact]
    public async Task Who_did_something_stands_in_a_file_by_name_as_on_the_desk_and_names_are_for_staff()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        var number = await World.OpenAsync(clerk);
        var task = (await clerk.GetFromJsonAsync<JsonElement>($"/api/v1/tasks?view=group&case={number}")).GetProperty("items")[0].GetProperty("id").GetInt64();
        (await clerk.PostAsync($"/api/v1/tasks/{task}/claim", null)).EnsureSuccessStatusCode();
        (await LinesAsync(clerk, "/api/v1/inbox?format=csv&View=mine&columns=case,assignee")).ShouldContain($"{number},陈立");
        var names = await clerk.GetFromJsonAsync<Dictionary<string, string>>("/api/v1/accounts/names?login=clerk.ceshilu&login=manager&login=nobody");
        names.ShouldBe(new Dictionary<string, string> { ["clerk.ceshilu"] = "陈立", ["manager"] = "王平" }, ignoreOrder: true);
        using var portal = await server.WithToken("demo-portal").GetAsync("/api/v1/accounts/names?login=clerk.ceshilu");
        portal.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<string[]> LinesAsync(HttpClient client, string address) =>
        (await client.GetStringAsync(address)).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<IEnumerable<string>> FilesAsync() => (await (await server.AsAsync("admin")).GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths").EnumerateObject()
        .Where(path => path.Value.TryGetProperty("get", out var get) && get.TryGetProperty("parameters", out var parameters) && parameters.EnumerateArray().Any(one => one.GetProperty("name").GetString() == "format"))
        .Select(path => path.Name);
}
