using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Messages;

/// <summary>The way of a text message: rendered and stored in the burst, sent by a job after the commit.</summary>
internal sealed class MessagePost(PgSession session, JobQueue jobs, RowNumbers numbers, Templates templates, CaseModel model, IPersonStore people, ISmsSender sms, Keyring keyring,
    CaseScope scope, TimeProvider time)
{
    private sealed record Queued(long Id);

    private sealed record Stored(Guid? PersonId, byte[]? Mobile, string? MobileKeyId, string Body, DateTimeOffset? SentAt);

    /// <summary>Queues a message of the case that is being advanced.</summary>
    public async Task<bool> QueueAsync(Guid person, string template, string locale, JsonElement data, CancellationToken cancellationToken)
    {
        if (!templates.Has(locale, $"{template}.sms"))
            return false;
        var body = templates.Render(locale, $"{template}.sms", await model.BuildAsync(locale, data, $"message {template}", cancellationToken));
        var id = numbers.Next("message");
        session.Add("""
            insert into message (id, case_id, person_id, template, locale, body, queued_at) overriding system value values (@id, @caseId, @person, @template, @locale, @body, @Now)
            """, new { id, caseId = scope.Case.Id, person, template, locale, body, scope.Now });
        jobs.Enqueue(new Job(JobKind.Message, CaseJson.Element(new Queued(id)), scope.Now, Key: $"message/{id}"));
        return true;
    }

    /// <summary>Queues a message to somebody of the house, in the transaction of the caller.</summary>
    /// <param name="once">Names what it tells: it is told no second time.</param>
    public async Task QueueToAccountAsync(Guid account, string template, string locale, object data, string once, CancellationToken cancellationToken)
    {
        var (body, now) = (templates.Render(locale, $"{template}.sms", CaseJson.Element(new { data })), time.GetUtcNow());
        var id = await session.SingleOrDefaultAsync<long?>("""
            insert into message (account_id, template, locale, body, queued_at, once) values (@account, @template, @locale, @body, @now, @once) on conflict (once) where once is not null do nothing returning id
            """, new { account, template, locale, body, now, once }, cancellationToken);
        if (id is not null)
            jobs.Enqueue(new Job(JobKind.Message, CaseJson.Element(new Queued(id.Value)), now, Key: $"message/{id}"));
    }

    /// <summary>Sends one message. A crash between the sending and the commit sends again with the same key, which the gateway recognises.</summary>
    public async Task SendAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        var id = job.Payload.Deserialize<Queued>(CaseJson.Options)!.Id;
        await session.BeginAsync(cancellationToken);
        var message = await session.SingleAsync<Stored>("""
            select m.person_id, a.mobile, a.mobile_key_id, m.body, m.sent_at from message m left join account a on a.id = m.account_id where m.id = @id
            """, new { id }, cancellationToken);
        var mobile = message.SentAt is not null ? null
            : message.PersonId is { } person ? (await people.GetAsync(person, "send message", cancellationToken)).Mobile
            : message.Mobile is { } own ? keyring.Decrypt(own, message.MobileKeyId!, AccountViews.Mobile) : null;
        await session.CommitAsync(cancellationToken);

        if (mobile is not null)
            await sms.SendAsync(mobile, message.Body, $"message-{id}", cancellationToken);

        await session.BeginAsync(cancellationToken);
        if (mobile is not null)
            session.Add("update message set sent_at = @now where id = @id", new { now = time.GetUtcNow(), id });
        jobs.Finish(job);
        await session.CommitAsync(cancellationToken);
    }
}
