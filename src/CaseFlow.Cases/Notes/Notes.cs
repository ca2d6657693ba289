using System.Text.RegularExpressions;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Notes;

/// <summary>Tells colleagues something about a case. <c>@login</c> calls somebody: the note stays in that person's list until the case was opened. Never shown to citizens.</summary>
public sealed record AddNote(string Number, string Body) : ICommand<NoteView>;

/// <summary>The notes of a case, oldest first.</summary>
public sealed record ListNotes(string Number) : IQuery<IReadOnlyList<NoteView>>;

/// <summary>Notes that call the reader and were not read, newest first.</summary>
public sealed record ListMentions : IQuery<IReadOnlyList<MentionView>>;

/// <summary>The reader has opened the case: what called for it is read.</summary>
public sealed record ReadMentions(string Number) : ICommand<Unit>;

/// <summary>A note.</summary>
/// <param name="Mentions">Logins of those it calls.</param>
public sealed record NoteView(long Id, string Body, IReadOnlyList<string> Mentions, DateTimeOffset At, string By);

/// <summary>A note that calls the reader.</summary>
public sealed record MentionView(long NoteId, string CaseNumber, string Body, DateTimeOffset At, string By);

internal sealed class AddNoteValidator : AbstractValidator<AddNote>
{
    public AddNoteValidator() => RuleFor(command => command.Body).Must(body => body?.Trim().Length is > 0 and <= 2000).WithErrorCode("note-invalid").WithMessage("备注为1至2000字。|A note has 1 to 2000 characters.");
}

internal sealed partial class AddNoteHandler(PgSession session, CaseViews cases, Keyring keyring, ICurrentActor actor, TimeProvider time) : IRequestHandler<AddNote, NoteView>
{
    private sealed record Called(Guid Id, string Login);

    public async Task<NoteView> Handle(AddNote request, CancellationToken cancellationToken)
    {
        var id = await cases.FindAsync(request.Number, cancellationToken);
        var body = request.Body.Trim();
        var names = Mention().Matches(body).Select(match => match.Groups["login"].Value.TrimEnd('.', '-')).Distinct().ToArray();
        // Only who may see the case can be called to it; any other «@…» is just text.
        var called = names.Length == 0 ? [] : await session.QueryAsync<Called>("""
            select a.id, a.login from account a join office w on w.id = a.office_id, case_file c join office o on o.id = c.office_id
            where c.id = @id and a.login = any(@names) and a.active and a.kind = 'person' and (o.path = w.path or o.path like w.path || '/%')
            """, new { id, names }, cancellationToken);
        var (now, logins) = (time.GetInstant(), called.Select(one => one.Login).Order(StringComparer.Ordinal).ToArray());
        var note = await session.SingleAsync<long>("insert into note (case_id, key_id, body, mentions, at, by) values (@id, @key, @sealed, @logins, @now, @by) returning id",
            new { id, key = keyring.CurrentKeyId, @sealed = keyring.Encrypt(body, "note"), logins, now = now.UtcDateTime, by = actor.Actor.Login }, cancellationToken);
        session.Announce(News.CaseNews.Subject(request.Number, await session.SingleAsync<string>("select office_id from case_file where id = @id", new { id }, cancellationToken)));
        session.Add("insert into mention (note_id, account_id, case_id) select @note, account, @id from unnest(@accounts) as account", new { note, id, accounts = called.Select(one => one.Id).ToArray() });
        return new NoteView(note, body, logins, now, actor.Actor.Login);
    }

    [GeneratedRegex(@"@(?<login>[a-z0-9][a-z0-9.\-_]{1,60})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mention();
}

internal sealed class ListNotesHandler(PgSession session, CaseViews cases, Keyring keyring) : IRequestHandler<ListNotes, IReadOnlyList<NoteView>>
{
    private sealed record Row(long Id, string KeyId, byte[] Body, string[] Mentions, DateTimeOffset At, string By);

    public async Task<IReadOnlyList<NoteView>> Handle(ListNotes request, CancellationToken cancellationToken)
    {
        var id = await cases.FindAsync(request.Number, cancellationToken);
        return [.. (await session.QueryAsync<Row>("select id, key_id, body, mentions, at, by from note where case_id = @id order by id limit 500", new { id }, cancellationToken))
            .Select(row => new NoteView(row.Id, keyring.Decrypt(row.Body, row.KeyId, "note"), row.Mentions, row.At, row.By))];
    }
}

internal sealed class ListMentionsHandler(PgSession session, Keyring keyring, ICurrentActor actor) : IRequestHandler<ListMentions, IReadOnlyList<MentionView>>
{
    private sealed record Row(long NoteId, string CaseNumber, string KeyId, byte[] Body, DateTimeOffset At, string By);

    public async Task<IReadOnlyList<MentionView>> Handle(ListMentions request, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>($"""
            select n.id as note_id, c.number as case_number, n.key_id, n.body, n.at, n.by from mention m join note n on n.id = m.note_id join case_file c on c.id = m.case_id join office o on o.id = c.office_id
            where m.account_id = @account and m.read_at is null and {Actor.SeesOffice} order by m.note_id desc limit 100
            """, new { account = actor.Actor.AccountId, officePath = actor.Actor.OfficePath }, cancellationToken))
            .Select(row => new MentionView(row.NoteId, row.CaseNumber, keyring.Decrypt(row.Body, row.KeyId, "note"), row.At, row.By))];
}

internal sealed class ReadMentionsHandler(PgSession session, CaseViews cases, ICurrentActor actor, TimeProvider time) : IRequestHandler<ReadMentions, Unit>
{
    public async Task<Unit> Handle(ReadMentions request, CancellationToken cancellationToken)
    {
        session.Add("update mention set read_at = @now where case_id = @id and account_id = @account and read_at is null",
            new { now = time.GetUtcNow(), id = await cases.FindAsync(request.Number, cancellationToken), account = actor.Actor.AccountId });
        return Unit.Value;
    }
}
