using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Pipeline;

/// <summary>Forgets idempotency keys after seven days: nobody repeats a request for so long, and their answers need not be kept for ever.</summary>
public sealed record ForgetCommandKeys : ICommand<int>;

internal sealed class ForgetCommandKeysHandler(PgSession session, TimeProvider time) : IRequestHandler<ForgetCommandKeys, int>
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public Task<int> Handle(ForgetCommandKeys request, CancellationToken cancellationToken) =>
        session.ExecuteAsync("delete from command_key where at < @before", new { before = time.GetUtcNow() - Kept }, cancellationToken);
}
