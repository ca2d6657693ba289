using System.Net;
using System.Net.Http.Json;
using CaseFlow.Host.Tests.Kit;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Host.Tests;

public sealed class PrivacyTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public void No_endpoint_gives_a_picture_or_a_file()
    {
        var answers = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .SelectMany(endpoint => endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().SelectMany(answer => answer.ContentTypes)).Distinct().ToList();
        answers.ShouldNotBeEmpty();
        answers.ShouldAllBe(type => type == "application/json" || type == "application/problem+json" || type.StartsWith("text/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_column_could_hold_a_picture()
    {
        // Sealed personal data, sealed words of people at their desks, the sealed lines of a signature, and keyed hashes; a picture has no column (R48, R49). A line here is a decision: say why.
        var known = new[] { "account.mobile", "account.token_hash", "artefact.value", "case_key", "command_key.request", "deletion.number_hash", "external_task.report", "mobile_code.", "note.body", "paper_signature.strokes", "person.", "public_query", "task_draft.data" };
        (await server.Database.QueryAsync<string>("""
            select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and data_type = 'bytea' and table_name not like 'qrtz_%' order by 1
            """)).Where(column => !known.Any(column.StartsWith)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clerk_sees_a_field_in_clear_for_a_reason_and_a_portal_does_not()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        var number = await World.OpenAsync(clerk);
        using var shown = await clerk.PostAsJsonAsync($"/api/v1/cases/{number}/reveal", new { role = "applicant", field = "idNumber", reason = "compare with the card" });
        (await shown.JsonAsync()).GetProperty("value").GetString().ShouldBe("310100198806159913");
        (await server.WithToken("demo-portal").PostAsJsonAsync($"/api/v1/cases/{number}/reveal", new { role = "applicant", field = "idNumber", reason = "curious" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await (await (await server.AsAsync("clerk.yangbanjie")).PostAsJsonAsync($"/api/v1/cases/{number}/reveal", new { role = "applicant", field = "idNumber", reason = "curious" }))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "case-unknown");
        var ledger = await (await clerk.GetAsync($"/api/v1/cases/{number}/privacy")).JsonAsync();
        ledger.GetProperty("entries").EnumerateArray().ShouldContain(entry => entry.GetProperty("what").GetString() == "revealed" && entry.GetProperty("why").GetString() == "compare with the card");
    }

    [Fact]
    public async Task One_box_finds_a_case_of_ones_own_office_only()
    {
        var clerk = await server.AsAsync("clerk.ceshilu");
        var number = await World.OpenAsync(clerk);
        foreach (var q in new[] { number, "310100198806159913", "19000000001" })
        {
            (await (await clerk.GetAsync($"/api/v1/search?q={q}")).JsonAsync()).GetProperty("hits").EnumerateArray().ShouldContain(hit => hit.GetProperty("case").GetProperty("number").GetString() == number);
            (await (await (await server.AsAsync("clerk.yangbanjie")).GetAsync($"/api/v1/search?q={q}")).JsonAsync()).GetProperty("hits").GetArrayLength().ShouldBe(0);
        }
        (await server.WithToken("demo-portal").GetAsync("/api/v1/search?q=19000000001")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await (await clerk.GetAsync("/api/v1/search?q=x")).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "search-too-short");
    }
}
