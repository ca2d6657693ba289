using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>Keeps what somebody has typed into a task so far, on the server: another desk, a restart, or losing the race for the task loses nothing. Encrypted.</summary>
/// <param name="Data">The form as it stands, whether it is right or not; at most 32 KB.</param>
public sealed record SaveDraft(long Id, JsonElement Data) : ICommand<DraftView>;

/// <summary>What the reader has typed into a task.</summary>
public sealed record GetDraft(long Id) : IQuery<DraftView>;

/// <summary>Forgets it.</summary>
public sealed record DropDraft(long Id) : ICommand<Unit>;

/// <summary>A draft.</summary>
/// <param name="Data">Null when there is none.</param>
public sealed record DraftView(JsonElement? Data, DateTimeOffset? UpdatedAt);

internal sealed class SaveDraftValidator : AbstractValidator<SaveDraft>
{
    public SaveDraftValidator() => RuleFor(command => command.Data).Must(data => data.ValueKind == JsonValueKind.Object && data.GetRawText().Length <= 32_768).WithErrorCode("draft-invalid")
        .WithMessage("草稿应为不超过32KB的表单内容。|A draft is a form of at most 32 KB.");
}

internal sealed class SaveDraftHandler(PgSession session, TaskViews tasks, Keyring keyring, ICurrentActor actor, TimeProvider time) : IRequestHandler<SaveDraft, DraftView>
{
    public async Task<DraftView> Handle(SaveDraft request, CancellationToken cancellationToken)
    {
        await tasks.FindAsync(request.Id, cancellationToken);
        var now = time.GetInstant();
        session.Add("""
            insert into task_draft (task_id, account_id, key_id, data, updated_at) values (@Id, @account, @key, @data, @now)
            on conflict (task_id, account_id) do update set key_id = excluded.key_id, data = excluded.data, updated_at = excluded.updated_at
            """, new { request.Id, account = actor.Actor.AccountId, key = keyring.CurrentKeyId, data = keyring.Encrypt(request.Data.GetRawText(), "draft"), now });
        return new DraftView(request.Data, now);
    }
}

internal sealed class GetDraftHandler(PgSession session, TaskViews tasks, Keyring keyring, ICurrentActor actor) : IRequestHandler<GetDraft, DraftView>
{
    private sealed record Row(string KeyId, byte[] Data, DateTimeOffset UpdatedAt);

    public async Task<DraftView> Handle(GetDraft request, CancellationToken cancellationToken)
    {
        await tasks.FindAsync(request.Id, cancellationToken);
        var row = await session.SingleOrDefaultAsync<Row>("select key_id, data, updated_at from task_draft where task_id = @Id and account_id = @account",
            new { request.Id, account = actor.Actor.AccountId }, cancellationToken);
        return row is null ? new DraftView(null, null) : new DraftView(JsonElement.Parse(keyring.Decrypt(row.Data, row.KeyId, "draft")), row.UpdatedAt);
    }
}

internal sealed class DropDraftHandler(PgSession session, ICurrentActor actor) : IRequestHandler<DropDraft, Unit>
{
    public Task<Unit> Handle(DropDraft request, CancellationToken cancellationToken)
    {
        session.Add("delete from task_draft where task_id = @Id and account_id = @account", new { request.Id, account = actor.Actor.AccountId });
        return Unit.Task;
    }
}
