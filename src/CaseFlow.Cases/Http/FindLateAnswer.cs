using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Http;

/// <summary>The answer of a workflow that did not come in the first burst; null if it has not come yet.</summary>
public sealed record FindLateAnswer(long Awaited) : IQuery<WrittenAnswer?>;

internal sealed class FindLateAnswerHandler(PgSession session) : IRequestHandler<FindLateAnswer, WrittenAnswer?>
{
    public async Task<WrittenAnswer?> Handle(FindLateAnswer request, CancellationToken cancellationToken) =>
        await session.SingleOrDefaultAsync<string>("select answer::text from http_exchange where id = @Awaited", request, cancellationToken) is { } answer
            ? JsonSerializer.Deserialize<WrittenAnswer>(answer, CaseJson.Options) : null;
}
