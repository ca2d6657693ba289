using System.Net;
using System.Text;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Host.Tests.Kit;
using Microsoft.AspNetCore.Builder;

namespace CaseFlow.Host.Tests;

public sealed class ProblemTests(ProblemTests.FaultyServer server) : IClassFixture<ProblemTests.FaultyServer>
{
    [Theory]
    [InlineData("{\"login\":\"admin\",", "json-invalid", null)]
    [InlineData("{login:1}", "json-invalid", null)]
    [InlineData("", "body-missing", null)]
    [InlineData("{\"login\":\"a\",\"password\":\"b\",\"passwort\":\"c\"}", "json-unknown-member", "passwort")]
    [InlineData("{\"login\":\"a\"}", "json-missing-member", "password")]
    [InlineData("{\"login\":\"a\",\"password\":null}", "json-wrong-type", "password")]
    [InlineData("{\"login\":7,\"password\":\"b\"}", "json-wrong-type", "login")]
    [InlineData("{\"login\":\"a\",\"login\":\"a\",\"password\":\"b\"}", "json-duplicate-member", "login")]
    [InlineData("[]", "json-wrong-type", null)]
    [InlineData("null", "body-missing", null)]
    public async Task A_body_that_cannot_be_read_is_explained(string body, string code, string? field)
    {
        using var response = await server.Anonymous().PostAsync("/api/v1/sign-in", Answers.Json(body));
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
        if (field is not null)
            problem.GetProperty("reasons")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Broken_json_is_shown_its_line_and_byte()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-in") { Content = Answers.Json("{\n  \"login\" \"admin\" }") };
        request.Headers.AcceptLanguage.Add(new("en"));
        var problem = await (await server.Anonymous().SendAsync(request)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "json-invalid");
        problem.GetProperty("detail").GetString()!.ShouldContain("line 2, byte 11");
    }

    [Fact]
    public async Task Json_nested_beyond_reason_is_refused()
    {
        var deep = new string('[', 5000) + new string(']', 5000);
        using var response = await server.Anonymous().PostAsync("/faulty/any", Answers.Json($"{{\"data\":{deep}}}"));
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "json-too-deep");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ten_megabytes_are_refused_with_or_without_their_length(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-in")
        {
            Content = Answers.Json("{\"login\":\"" + new string('x', 10_000_000) + "\",\"password\":\"\"}"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await server.Anonymous().SendAsync(request);
        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        using var response = await server.Anonymous().PostAsync("/api/v1/sign-in", new StringContent("<a/>", Encoding.UTF8, "text/xml"));
        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "content-type-not-supported");
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/nothing")]
    [InlineData("/api/v2/me")]
    public async Task An_unknown_address_is_named_as_such(string address) =>
        await (await server.Anonymous().GetAsync(address)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "unknown-address");

    [Fact]
    public async Task A_wrong_method_is_told_the_right_one()
    {
        using var response = await server.Anonymous().DeleteAsync("/api/v1/sign-in");
        await response.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-supported");
        response.Content.Headers.Allow.ShouldContain("POST");
    }

    [Theory]
    [InlineData(null, "zh-CN", "没有这个地址")]
    [InlineData("en-GB", "en", "No such address")]
    [InlineData("de, en;q=0.7, zh;q=0.3", "en", "No such address")]
    [InlineData("zh-Hans-CN, en;q=0.7", "zh-CN", "没有这个地址")]
    [InlineData("fr", "zh-CN", "没有这个地址")]
    public async Task Messages_come_in_the_caller_s_language(string? accepted, string language, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        using var response = await server.Anonymous().SendAsync(request);
        response.Content.Headers.ContentLanguage.ShouldHaveSingleItem().ShouldBe(language);
        (await response.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain(text);
    }

    [Theory]
    [InlineData(RefusalKind.Invalid, 422)]
    [InlineData(RefusalKind.Conflict, 409)]
    [InlineData(RefusalKind.NotFound, 404)]
    [InlineData(RefusalKind.Forbidden, 403)]
    [InlineData(RefusalKind.TooMany, 429)]
    public async Task A_refusal_is_told_with_all_its_reasons(RefusalKind kind, int status)
    {
        using var response = await server.Anonymous().GetAsync($"/faulty/refused?kind={kind}");
        var problem = await response.ShouldBeProblemAsync((HttpStatusCode)status, "first");
        problem.GetProperty("reasons").GetArrayLength().ShouldBe(2);
        problem.GetProperty("reasons")[1].GetProperty("field").GetString().ShouldBe("parties.applicant");
        problem.GetProperty("detail").GetString().ShouldBe("一。二。");
    }

    [Fact]
    public async Task What_broke_inside_stays_inside()
    {
        using var response = await server.Anonymous().GetAsync("/faulty/broken");
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        problem.GetRawText().ShouldNotContain("secret");
        problem.GetRawText().ShouldNotContain("Exception");
    }

    [Theory]
    [InlineData("/faulty/number", "parameter-missing")]
    [InlineData("/faulty/number?count=many", "parameter-invalid")]
    public async Task A_parameter_is_named(string address, string code)
    {
        var problem = await (await server.Anonymous().GetAsync(address)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
        problem.GetProperty("reasons")[0].GetProperty("field").GetString().ShouldBe("count");
    }

    [Theory]
    [InlineData("/api/v1/me")]
    [InlineData("/health/live")]
    [InlineData("/faulty/broken")]
    public async Task Every_answer_carries_the_security_headers(string address)
    {
        using var response = await server.Anonymous().GetAsync(address);
        response.Headers.GetValues("X-Content-Type-Options").ShouldHaveSingleItem().ShouldBe("nosniff");
        response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    public sealed class FaultyServer : RunningServer
    {
        protected override void Prepare(WebApplication app)
        {
            app.MapGet("/faulty/broken", string () => throw new InvalidOperationException("secret")).AllowAnonymous();
            app.MapGet("/faulty/refused", string (RefusalKind kind) =>
                throw new RefusedException(kind,
                    new Refusal("first", "一。", "One."), new Refusal("second", "二。", "Two.", "parties.applicant"))).AllowAnonymous();
            app.MapGet("/faulty/number", (int count) => count).AllowAnonymous();
            app.MapPost("/faulty/any", (Anything anything) => anything.Data).AllowAnonymous();
        }

        internal sealed record Anything(System.Text.Json.JsonElement Data);
    }
}
