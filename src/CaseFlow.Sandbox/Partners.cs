using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.Sandbox;

/// <summary>The names of the systems, as misbehaviour and routes use them.</summary>
internal static class Systems
{
    public const string Registry = "registry";
    public const string Face = "face";
    public const string Sms = "sms";
    public const string Factory = "factory";
    public const string Post = "post";
    public const string Photos = "photos";
    public const string National = "national";
    public const string Aggregator = "aggregator";
    public const string HomePolice = "home-police";

    public static readonly string[] All = [Registry, Face, Sms, Factory, Post, Photos, Aggregator, HomePolice, National];
}

/// <summary>The door of an outside system: key, then the ordered misbehaviour, then idempotency. Control calls do not pass through it.</summary>
internal static class Partners
{
    public static RouteGroupBuilder Partner(this IEndpointRouteBuilder app, string system)
    {
        var group = app.MapGroup("");
        group.AddEndpointFilter(CheckKey);
        group.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<Misbehaviour>().Apply(system, context, next));
        group.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<Remembered>().Apply(context, next));
        return group;
    }

    private static ValueTask<object?> CheckKey(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var expected = "Bearer " + context.HttpContext.RequestServices.GetRequiredService<Settings>().ApiKey;
        var shown = context.HttpContext.Request.Headers.Authorization.ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(expected))
            ? next(context)
            : ValueTask.FromResult<object?>(Problems.Of(401, "api-key", "Send the header «Authorization: Bearer <api key>» with this system's key."));
    }
}
