using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Recurring;

/// <summary>The digest of one's office: the last one, or that of a day.</summary>
public sealed record ReadDigest(DateOnly? Day = null) : IQuery<DigestView>;

/// <summary>A digest, with the notices that are open now.</summary>
public sealed record DigestView(DateOnly Day, DateTimeOffset MadeAt, IReadOnlyList<DigestLine> Lines, IReadOnlyList<Notice> Notices);

/// <summary>Notices that are open: what people must do and no case says.</summary>
public sealed record ListNotices : IQuery<IReadOnlyList<Notice>>;

/// <summary>Something to be done.</summary>
/// <param name="Kind"><c>calendar-ends</c>: publish the next year.</param>
/// <param name="Subject">What it is about, such as the calendar.</param>
public sealed record Notice(long Id, string Kind, string Subject, JsonElement Detail, DateTimeOffset RaisedAt);

internal sealed class ReadDigestHandler(PgSession session, ICurrentActor actor, IRequestHandler<ListNotices, IReadOnlyList<Notice>> notices) : IRequestHandler<ReadDigest, DigestView>
{
    private sealed record Row(DateOnly Day, DateTimeOffset MadeAt, string Lines);

    public async Task<DigestView> Handle(ReadDigest request, CancellationToken cancellationToken)
    {
        var row = await session.SingleOrDefaultAsync<Row>("""
            select day, made_at, lines::text as lines from digest where office_id = @OfficeId and (@Day::date is null or day = @Day) order by day desc limit 1
            """, new { actor.Actor.OfficeId, request.Day }, cancellationToken) ?? throw RefusedException.NotFound("digest-unknown", "没有这一天的摘要。摘要每天9时生成。", "There is no digest of that day. It is made at nine o'clock each day.");
        return new DigestView(row.Day, row.MadeAt, JsonSerializer.Deserialize<DigestLine[]>(row.Lines, CaseJson.Options)!, await notices.Handle(new ListNotices(), cancellationToken));
    }
}

internal sealed class ListNoticesHandler(PgSession session) : IRequestHandler<ListNotices, IReadOnlyList<Notice>>
{
    private sealed record Row(long Id, string Kind, string Subject, string Detail, DateTimeOffset RaisedAt);

    public async Task<IReadOnlyList<Notice>> Handle(ListNotices request, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>("select id, kind, subject, detail::text as detail, raised_at from notice where resolved_at is null order by id", null, cancellationToken))
            .Select(row => new Notice(row.Id, row.Kind, row.Subject, JsonElement.Parse(row.Detail), row.RaisedAt))];
}
