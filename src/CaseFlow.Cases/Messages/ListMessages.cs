using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Messages;

/// <summary>The messages of a case, oldest first.</summary>
public sealed record ListMessages(string Number) : IQuery<IReadOnlyList<MessageView>>;

/// <summary>A message; the text holds masks only.</summary>
/// <param name="SentAt">Null until the gateway took it.</param>
public sealed record MessageView(long Id, string Template, string Locale, string Body, DateTimeOffset QueuedAt, DateTimeOffset? SentAt);

internal sealed class ListMessagesHandler(PgSession session, CaseViews views) : IRequestHandler<ListMessages, IReadOnlyList<MessageView>>
{
    public async Task<IReadOnlyList<MessageView>> Handle(ListMessages request, CancellationToken cancellationToken) => await session.QueryAsync<MessageView>(
        "select id, template, locale, body, queued_at, sent_at from message where case_id = @id order by id", new { id = await views.FindAsync(request.Number, cancellationToken) }, cancellationToken);
}
