using System.Net;
using CaseFlow.Host.Tests.Kit;

namespace CaseFlow.Host.Tests;

public sealed class CrossSiteTests(RunningServerWithVirtualClock server) : IClassFixture<RunningServerWithVirtualClock>
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_cannot_write_with_a_person_s_cookie(string header, string value) =>
        await (await WriteAsync(await server.AsAsync("admin"), header, value)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "cross-site-write");

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("X-CaseFlow", "1")]
    [InlineData("Accept", "*/*")]
    public async Task A_page_of_this_site_and_a_program_can(string header, string value) =>
        (await WriteAsync(await server.AsAsync("admin"), header, value)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task The_address_itself_is_no_other_site() =>
        (await WriteAsync(await server.AsAsync("admin"), "Origin", server.Address.GetLeftPart(UriPartial.Authority))).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_token_is_never_sent_by_a_browser_of_its_own_accord() =>
        await (await WriteAsync(server.WithToken("demo-portal"), "Origin", "http://evil.example"))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");

    private static async Task<HttpResponseMessage> WriteAsync(HttpClient caller, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/clock") { Content = Answers.Json("{\"now\":\"2026-03-02T10:00:00+08:00\"}") };
        request.Headers.TryAddWithoutValidation(header, value);
        return await caller.SendAsync(request);
    }
}
