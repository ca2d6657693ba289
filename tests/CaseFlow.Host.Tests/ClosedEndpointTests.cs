using System.Net;
using CaseFlow.Host.Tests.Kit;
using static CaseFlow.Host.Tests.WorkflowEndpointTests;

namespace CaseFlow.Host.Tests;

/// <summary>Who may call a workflow, in an installation as it is without any setting.</summary>
public sealed class ClosedEndpointTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly string path = $"p{Guid.NewGuid():n}";

    [Fact]
    public async Task A_stranger_may_not_call_what_asks_for_nobody_in_particular_and_the_designer_was_told()
    {
        var findings = await server.PublishAsync(path, Endpoint(path) + "," + Answer("\"hi\""));
        findings.EnumerateArray().Select(finding => finding.GetProperty("code").GetString()).ShouldContain("open-endpoint");
        await (await server.Anonymous().GetAsync($"/workflows/{path}")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "endpoint-not-public");
        (await server.WithToken("demo-portal").GetStringAsync($"/workflows/{path}")).ShouldBe("hi");
    }

    [Fact]
    public async Task A_workflow_that_asks_for_a_policy_is_for_those_whom_it_allows()
    {
        await server.PublishAsync(path, Endpoint(path, "\"authorize\":true,\"policy\":\"Supervise\"") + "," + Answer("\"hi\""));
        await (await server.Anonymous().GetAsync($"/workflows/{path}")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in-needed");
        await (await (await server.AsAsync("clerk.ceshilu")).GetAsync($"/workflows/{path}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "endpoint-forbidden");
        (await (await server.AsAsync("manager.ceshilu")).GetStringAsync($"/workflows/{path}")).ShouldBe("hi");
    }

    [Fact]
    public async Task A_policy_that_there_is_not_allows_nobody()
    {
        await server.PublishAsync(path, Endpoint(path, "\"authorize\":true,\"policy\":\"Everybody\"") + "," + Answer("\"hi\""));
        await (await (await server.AsAsync("admin")).GetAsync($"/workflows/{path}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "endpoint-forbidden");
    }

    [Theory]
    [InlineData("cross-site", false)]
    [InlineData("same-origin", true)]
    public async Task A_link_on_a_foreign_page_starts_nothing_in_the_name_of_who_is_signed_in(string from, bool starts)
    {
        await server.PublishAsync(path, Endpoint(path, "\"authorize\":true") + "," + Answer("\"hi\""));
        var clerk = await server.AsAsync("clerk.ceshilu");
        clerk.DefaultRequestHeaders.Add("Sec-Fetch-Site", from);
        using var response = await clerk.GetAsync($"/workflows/{path}");
        response.StatusCode.ShouldBe(starts ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_waits_in_a_case_is_reached_by_people_of_its_office_only()
    {
        await server.PublishAsync(path, Endpoint(path, "\"authorize\":true", starts: false) + "," + Answer("\"hi\""));
        await World.OpenAsync(await server.AsAsync("clerk.ceshilu"), path);
        await (await (await server.AsAsync("clerk.yangbanjie")).GetAsync($"/workflows/{path}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "endpoint-unknown");
        (await (await server.AsAsync("clerk.ceshilu")).GetStringAsync($"/workflows/{path}")).ShouldBe("hi");
    }

    [Fact]
    public async Task An_address_that_no_workflow_has_is_not_found() =>
        await (await server.Anonymous().GetAsync($"/workflows/{path}/a/b/c/d/e/f/g/h/i")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "endpoint-unknown");
}
