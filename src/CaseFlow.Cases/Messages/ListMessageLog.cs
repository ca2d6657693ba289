using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Messages;

/// <summary>Messages of one's offices, newest first.</summary>
/// <param name="Unsent">Only those that have not left yet.</param>
public sealed record ListMessageLog(bool Unsent = false, string? Template = null, string? After = null, int Limit = 50) : IQuery<Page<LoggedMessage>>;

/// <summary>A message as an operator sees it: that it was sent, not to whom; its text stands with its case.</summary>
/// <param name="CaseNumber">Null: it went to somebody of the house.</param>
/// <param name="Account">Login of who that is.</param>
public sealed record LoggedMessage(long Id, string? CaseNumber, string Office, string Template, string Locale, DateTimeOffset QueuedAt, DateTimeOffset? SentAt, string? Account);

internal sealed class ListMessageLogHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListMessageLog, Page<LoggedMessage>>
{
    public async Task<Page<LoggedMessage>> Handle(ListMessageLog request, CancellationToken cancellationToken)
    {
        var limit = request.Limit.Bounded();
        var rows = await session.QueryAsync<LoggedMessage>($"""
            select m.id, c.number as case_number, o.id as office, m.template, m.locale, m.queued_at, m.sent_at, a.login as account
            from message m left join case_file c on c.id = m.case_id left join account a on a.id = m.account_id join office o on o.id = coalesce(c.office_id, a.office_id)
            where {Actor.SeesOffice} and (@after::bigint is null or m.id < @after) and (@Template::text is null or m.template = @Template) {(request.Unsent ? "and m.sent_at is null" : "")} order by m.id desc limit @take
            """, new { officePath = actor.Actor.OfficePath, after = long.TryParse(request.After, out var after) ? after : (long?)null, request.Template, take = limit + 1 }, cancellationToken);
        return new Page<LoggedMessage>([.. rows.Take(limit)], rows.Count > limit ? $"{rows[limit - 1].Id}" : null);
    }
}
