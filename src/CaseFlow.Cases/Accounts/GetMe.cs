using CaseFlow.Cases.Pipeline;
using MediatR;

namespace CaseFlow.Cases.Accounts;

/// <summary>Who am I, and what may I do?</summary>
public sealed record GetMe : IQuery<Me>;

/// <summary>The signed-in account.</summary>
/// <param name="Office">Id of the office; what lies at or below it may be seen.</param>
public sealed record Me(Guid Id, string Login, string Name, string Kind, string Office, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups)
{
    /// <summary>An actor as it sees itself.</summary>
    public static Me Of(Actor actor) =>
        new(actor.AccountId, actor.Login, actor.Name, actor.Kind == ActorKind.System ? "system" : "person", actor.OfficeId, actor.Roles, actor.Groups);
}

internal sealed class GetMeHandler(ICurrentActor current) : IRequestHandler<GetMe, Me>
{
    public Task<Me> Handle(GetMe request, CancellationToken cancellationToken) => Task.FromResult(Me.Of(current.Actor));
}
