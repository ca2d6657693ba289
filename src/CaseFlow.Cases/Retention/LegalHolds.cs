using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Retention;

/// <summary>Keeps a case from being deleted, whatever the rule says. Placing it again changes the reason.</summary>
public sealed record PlaceHold(string Number, string Reason) : ICommand<LegalHold>;

/// <summary>The rule counts again for the case.</summary>
public sealed record LiftHold(string Number) : ICommand<LegalHold>;

/// <summary>Why a case is kept.</summary>
public sealed record LegalHold(string Number, string Reason, DateTimeOffset PlacedAt, string PlacedBy);

internal sealed class PlaceHoldValidator : AbstractValidator<PlaceHold>
{
    public PlaceHoldValidator() => RuleFor(command => command.Reason).IsAReason();
}

internal sealed class PlaceHoldHandler(PgSession session, CaseViews views, ICurrentActor actor, TimeProvider time) : IRequestHandler<PlaceHold, LegalHold>
{
    public async Task<LegalHold> Handle(PlaceHold request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var hold = new LegalHold(request.Number, request.Reason, time.GetUtcNow(), actor.Actor.Login);
        // A deletion of the same case at this moment holds its row: this waits for it, and then there is no case to keep.
        session.Add("""
            insert into legal_hold (case_id, reason, placed_at, placed_by) values (@id, @Reason, @PlacedAt, @PlacedBy)
            on conflict (case_id) do update set reason = excluded.reason, placed_at = excluded.placed_at, placed_by = excluded.placed_by
            """, new { id, hold.Reason, hold.PlacedAt, hold.PlacedBy });
        return hold;
    }
}

internal sealed class LiftHoldHandler(PgSession session, CaseViews views) : IRequestHandler<LiftHold, LegalHold>
{
    public async Task<LegalHold> Handle(LiftHold request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        return await session.SingleOrDefaultAsync<LegalHold>("delete from legal_hold where case_id = @id returning @Number as number, reason, placed_at, placed_by",
                new { id, request.Number }, cancellationToken)
            ?? throw RefusedException.NotFound("hold-unknown", "该办件没有保全。", "The case is under no hold.");
    }
}
