using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Pipeline;

/// <summary>One command or query, one transaction. One that is sent from inside another joins the one that is open.
/// A crash or an exception before the commit leaves nothing behind; a command with a key that was done before is answered from its first answer.</summary>
internal sealed class Transact<TRequest, TResponse>(PgSession session, RequestKey key, ICurrentActor actor, Keyring keyring, TimeProvider time) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IUseCase<TResponse>
{
    private sealed record SealedAnswer(string? SealedWith, byte[]? Content);

    private sealed record Earlier(string Command, byte[] Request, string? Answer);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (session.IsOpen)
            return await next();
        await session.BeginAsync(cancellationToken);
        try
        {
            var remembered = request is ICommand<TResponse> && key.Value is not null;
            if (remembered && await AnswerOfBeforeAsync(request, cancellationToken) is { } before)
                return before.Answer;
            var response = await next();
            if (remembered)
                session.Add("update command_key set answer = @answer where account_id = @account and key = @key",
                    new { answer = Seal(response), account = actor.Actor.AccountId, key = key.Value }, 1);
            await session.CommitAsync(cancellationToken);
            return response;
        }
        finally
        {
            await session.RollbackAsync();
        }
    }

    /// <summary>Claims the key, or answers for it. Two requests with one key at the same time: the second waits for the row of the first and then finds its answer.</summary>
    private async Task<(TResponse Answer, bool Found)?> AnswerOfBeforeAsync(TRequest request, CancellationToken cancellationToken)
    {
        var digest = keyring.Hash(JsonSerializer.Serialize(request, CaseJson.Options));
        var parameters = new { account = actor.Actor.AccountId, key = key.Value, command = typeof(TRequest).Name, digest, now = time.GetUtcNow() };
        var claimed = await session.ExecuteAsync("""
            insert into command_key (account_id, key, command, request, at) values (@account, @key, @command, @digest, @now) on conflict do nothing
            """, parameters, cancellationToken);
        if (claimed == 1)
            return null;
        var earlier = await session.SingleAsync<Earlier>("select command, request, answer::text from command_key where account_id = @account and key = @key", parameters, cancellationToken);
        if (earlier.Command != parameters.command || !earlier.Request.AsSpan().SequenceEqual(digest) || earlier.Answer is null)
            throw RefusedException.Conflict("idempotency-key-reused", "该幂等键已用于另一个请求，请为新请求使用新的键。",
                "This idempotency key was used for another request: use a new key for a new request.");
        return (JsonSerializer.Deserialize<TResponse>(Unsealed(earlier.Answer), CaseJson.Options)!, true);
    }

    // An answer may name people, and those stand in clear nowhere.
    private JsonElement Seal(TResponse response) =>
        CaseJson.Element(new SealedAnswer(keyring.CurrentKeyId, keyring.Encrypt(JsonSerializer.Serialize(response, CaseJson.Options), "answer")));

    /// <summary>Answers of earlier releases stand as they are.</summary>
    private string Unsealed(string stored) => JsonSerializer.Deserialize<SealedAnswer>(stored, CaseJson.Options) is { SealedWith: { } keyId, Content: { } content } ? keyring.Decrypt(content, keyId, "answer") : stored;
}
