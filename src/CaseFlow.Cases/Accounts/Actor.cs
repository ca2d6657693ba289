using System.Collections.Immutable;

namespace CaseFlow.Cases.Accounts;

/// <summary>Who acts: a person at a desk, an outside system, or the server itself (a timer, a queued job).</summary>
/// <param name="OfficePath">The actor's place in the tree of offices, such as <c>sh/sh-hp/ceshilu</c>. What lies at or below it may be seen.</param>
/// <param name="Groups">The work groups whose tasks the actor may claim.</param>
/// <param name="Ip">Where the request came from; null for the server's own work.</param>
public sealed record Actor(
    Guid AccountId,
    string Login,
    string Name,
    ImmutableArray<string> Roles,
    string OfficeId,
    string OfficePath,
    ActorKind Kind,
    ImmutableArray<string> Groups,
    string? Ip = null)
{
    /// <summary>The condition of row-level rights over an <c>office o</c>: the actor's own office and everything below it. Needs <c>@officePath</c>;
    /// the server's own path is empty and sees all.</summary>
    public const string SeesOffice = "(@officePath = '' or o.path = @officePath or o.path like @officePath || '/%')";

    /// <summary>The condition for what belongs to no office: people of the whole bureau, and the server itself. Needs <c>@officePath</c>.</summary>
    public const string SeesBureau = "(@officePath = '' or exists (select 1 from office where path = @officePath and parent_id is null))";

    /// <summary>The condition of one <c>office o</c> with everything below it, or of all. Needs <c>@Office</c>.</summary>
    public const string InOffice = "(@Office::text is null or o.id = @Office or o.path like '%/' || @Office || '/%' or o.path like @Office || '/%')";

    /// <summary>The server itself, at the root of every tree of offices.</summary>
    public static Actor System { get; } = new(Guid.Empty, "server", "CaseFlow", [Role.Server], "", "", ActorKind.Server, []);

    /// <summary>Nobody has signed in: a public request.</summary>
    public static Actor Anonymous { get; } = new(Guid.Empty, "anonymous", "", [], "", "-", ActorKind.Anonymous, []);

    /// <summary>Whether the actor holds the role.</summary>
    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);

    /// <summary>Whether an office is the actor's own or lies below it.</summary>
    public bool Sees(string officePath) =>
        Kind == ActorKind.Server || officePath == OfficePath || officePath.StartsWith(OfficePath + "/", StringComparison.Ordinal);
}

/// <summary>What sort of actor it is.</summary>
public enum ActorKind
{
    /// <summary>A person who signed in with a password.</summary>
    Person,

    /// <summary>An outside system with a bearer token.</summary>
    System,

    /// <summary>The server's own work.</summary>
    Server,

    /// <summary>Nobody has signed in.</summary>
    Anonymous,
}

/// <summary>The actor of this request or job. Scoped.</summary>
public interface ICurrentActor
{
    /// <summary>Who acts; the server itself unless a request said otherwise.</summary>
    Actor Actor { get; }
}

/// <summary>The place where sign-in puts the actor of a request; a scope of background work keeps the server.</summary>
public sealed class CurrentActor : ICurrentActor
{
    /// <inheritdoc/>
    public Actor Actor { get; set; } = Actor.System;
}
