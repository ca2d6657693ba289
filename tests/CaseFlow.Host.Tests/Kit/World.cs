using System.Net;
using System.Net.Http.Json;
using CaseFlow.Testing;

namespace CaseFlow.Host.Tests.Kit;

/// <summary>The small world of these tests: two processes, <c>parcel</c> (a task, then an event of the post)
/// and <c>reminder</c> (three days, three days, closed).</summary>
internal static class World
{
    public static string File(params string[] parts) => Repository.Path(["tests", "CaseFlow.Host.Tests", "World", .. parts]);

    public static object Parcel(string process = "parcel", string office = "ceshilu") => new
    {
        process,
        office,
        channel = "counter",
        parties = new { applicant = new { name = "张三", idNumber = "310100198806159913", mobile = "19000000001" } },
        data = new { reason = "lost" },
    };

    public static async Task<string> OpenAsync(HttpClient clerk, string process = "parcel")
    {
        using var response = await clerk.PostAsJsonAsync("/api/v1/cases", Parcel(process));
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.JsonAsync()).GetProperty("case").GetProperty("number").GetString()!;
    }

    public static async Task<string> OpenAcceptedAsync(HttpClient clerk)
    {
        var number = await OpenAsync(clerk);
        var inbox = await (await clerk.GetAsync($"/api/v1/tasks?case={number}")).JsonAsync();
        var task = inbox.GetProperty("items")[0].GetProperty("id").GetInt64();
        using var completed = await clerk.PostAsJsonAsync($"/api/v1/tasks/{task}/complete", new { outcome = "Accept" });
        completed.StatusCode.ShouldBe(HttpStatusCode.OK, await completed.Content.ReadAsStringAsync());
        return number;
    }
}
