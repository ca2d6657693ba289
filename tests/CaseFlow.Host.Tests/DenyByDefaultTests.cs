using System.Net;
using CaseFlow.Host.Tests.Kit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Host.Tests;

public sealed class DenyByDefaultTests(DenyByDefaultTests.ServerWithOffender server) : IClassFixture<DenyByDefaultTests.ServerWithOffender>
{
    // What anybody may call. A line here is a decision: say why.
    private static readonly string[] Public =
    [
        "GetLiveness", "GetReadiness", // load balancers have no account
        "SignIn", "SignOut", // before and after a session
        "ReceiveWebhook", // proved by its signature
        "CallWorkflow", // the released definition says who may call, and the settings whether strangers may at all
        "AskProgress", "AskLogistics", "SendQueryCode", // citizens without an account: counted, logged, and nothing in the answers names anybody
        "/openapi/{documentName}.json", // the description is public
        "/", // says where the description is
    ];

    [Fact]
    public void Every_endpoint_names_a_policy_or_stands_on_the_public_list() =>
        Endpoints().Where(endpoint => Name(endpoint) != "/offender").SelectMany(Faults).ShouldBeEmpty();

    [Fact]
    public void An_endpoint_without_a_policy_would_be_found() =>
        Faults(Endpoints().Single(endpoint => Name(endpoint) == "/offender")).ShouldHaveSingleItem();

    [Theory]
    [InlineData("admin")]
    [InlineData(null)]
    public async Task An_endpoint_without_a_policy_is_denied_even_to_an_administrator(string? login)
    {
        var caller = login is null ? server.Anonymous() : await server.AsAsync(login);
        (await caller.GetAsync("/offender")).StatusCode.ShouldBe(login is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nobody_reads_anything_without_signing_in()
    {
        var stranger = server.Anonymous();
        foreach (var endpoint in Endpoints().Where(endpoint => !Public.Contains(Name(endpoint)) && Methods(endpoint).Contains("GET")))
        {
            var address = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(AnyValue));
            using var response = await stranger.GetAsync(address);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, address);
        }
    }

    private IEnumerable<RouteEndpoint> Endpoints() => server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static IReadOnlyList<string> Methods(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private static string Name(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!;

    private static IEnumerable<string> Faults(RouteEndpoint endpoint)
    {
        var policies = endpoint.Metadata.OfType<IAuthorizeData>().Select(data => data.Policy).ToList();
        var open = endpoint.Metadata.OfType<IAllowAnonymous>().Any();
        if (open != Public.Contains(Name(endpoint)))
            yield return $"{Name(endpoint)} is {(open ? "open to everybody" : "closed")} against the list";
        else if (!open && (policies.Count != 1 || string.IsNullOrEmpty(policies[0])))
            yield return $"{Name(endpoint)} names {policies.Count} policies";
    }

    private static string AnyValue(RoutePatternPathSegment segment) =>
        segment.Parts[0] is RoutePatternLiteralPart literal ? literal.Content : "1";

    public sealed class ServerWithOffender : RunningServer
    {
        protected override void Prepare(WebApplication app) => app.MapGet("/offender", () => "should never be read");
    }

}
