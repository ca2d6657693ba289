using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Privacy;

/// <summary>A citizen asks who opened their case, when and why, and when their data leave (隐私台账; PIPL 44, 45). They come through the portal and prove themselves by a code that was sent to the
/// mobile number of the application.</summary>
/// <param name="Number">The case number or the query code.</param>
public sealed record ReadPrivacyLedger(string Number, string Mobile, string MobileCode) : ICommand<PrivacyLedger>;

/// <summary>The same for staff, in a case they may see.</summary>
public sealed record GetPrivacyLedger(string Number) : IQuery<PrivacyLedger>;

/// <summary>Who saw what of a case, newest first, when its data leave, and the notice of the version it stands on.</summary>
public sealed record PrivacyLedger(string Number, IReadOnlyList<PrivacyEntry> Entries, IReadOnlyList<DataLeave> DataLeaves, PrivacyNotice? Notice = null);

/// <summary>One look at a case.</summary>
/// <param name="What"><c>opened</c>, <c>revealed</c> or <c>used</c> (for a message, a paper, an enquiry).</param>
/// <param name="Who">The office and the role; the name shows the surname only. <c>CaseFlow</c> is the system itself.</param>
/// <param name="Field">The field that was shown in clear.</param>
/// <param name="Why">The reason given, or the purpose.</param>
/// <param name="Times">How often that day.</param>
public sealed record PrivacyEntry(DateTimeOffset At, string What, PrivacyActor Who, string? Field, string? Why, int Times);

/// <summary>Who looked.</summary>
public sealed record PrivacyActor(string Name, string? OfficeZh, string? OfficeEn, string? Role);

/// <summary>When something leaves.</summary>
/// <param name="What"><c>case</c>, <c>journal</c>, <c>address</c>, <c>artefacts</c> (codes and tickets) or <c>photo</c>.</param>
/// <param name="On">The day; null: it depends on the end of the case, or nothing says when.</param>
/// <param name="RuleDays">Days after the end of the case; 0: never kept beyond a day.</param>
public sealed record DataLeave(string What, DateOnly? On, int? RuleDays);

internal sealed class ReadPrivacyLedgerValidator : AbstractValidator<ReadPrivacyLedger>
{
    public ReadPrivacyLedgerValidator() => RuleFor(command => command.Mobile).IsElevenDigits();
}

internal sealed class ReadPrivacyLedgerHandler(PgSession session, MobileCodes codes, Keyring keyring, PrivacyLedgers ledgers) : IRequestHandler<ReadPrivacyLedger, PrivacyLedger>
{
    public async Task<PrivacyLedger> Handle(ReadPrivacyLedger request, CancellationToken cancellationToken)
    {
        var confirmed = await codes.ConfirmAsync(request.Mobile, request.MobileCode, cancellationToken);
        var id = await session.SingleOrDefaultAsync<long?>("""
            select c.id from case_file c join person p on p.id = c.applicant_id where (c.number = @Number or c.query_code = @Number) and p.mobile_hash = @hash
            """, new { request.Number, hash = keyring.Hash(request.Mobile) }, cancellationToken);
        // A wrong code has cost a try, which must be stored: so the answer is empty instead of a refusal. Wrong code, wrong number and wrong phone are answered alike.
        return confirmed && id is { } known ? await ledgers.OfAsync(known, cancellationToken) : new PrivacyLedger(request.Number, [], []);
    }
}

internal sealed class GetPrivacyLedgerHandler(CaseViews views, PrivacyLedgers ledgers) : IRequestHandler<GetPrivacyLedger, PrivacyLedger>
{
    public async Task<PrivacyLedger> Handle(GetPrivacyLedger request, CancellationToken cancellationToken) =>
        await ledgers.OfAsync(await views.FindAsync(request.Number, cancellationToken), cancellationToken);
}

/// <summary>Puts the ledger of a case together.</summary>
internal sealed class PrivacyLedgers(PgSession session, ProcessCatalogue processes, HouseRules rules)
{
    private sealed record Row(DateTimeOffset At, string What, string Actor, string? Name, string? OfficeZh, string? OfficeEn, string[]? Roles, string? Field, string? Why, int Times);

    private sealed record Ending(string Number, string Process, int Version, DateTimeOffset? ClosedAt, bool HasAddress, int? ClosedCasesDays, int? JournalDays);

    public async Task<PrivacyLedger> OfAsync(long caseId, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>("""
            select e.at, e.what, e.actor, a.name, o.name_zh as office_zh, o.name_en as office_en, a.roles, e.field, e.why, e.times from (
                select last_at as at, 'opened' as what, actor, null as field, null as why, times from case_opening where case_id = @caseId
                union all select at, case when field is null then 'used' else 'revealed' end, actor, field, coalesce(reason, purpose), 1 from access_log where case_id = @caseId) e
            left join account a on a.login = e.actor and a.kind = 'person' left join office o on o.id = a.office_id
            order by e.at desc limit 500
            """, new { caseId }, cancellationToken);
        var ending = await session.SingleAsync<Ending>("""
            select c.number, c.process, c.version, c.closed_at, p.address is not null as has_address, r.closed_cases_days, coalesce(r.journal_days, r.closed_cases_days) as journal_days
            from case_file c join person p on p.id = c.applicant_id left join retention_rule r on r.process = c.process where c.id = @caseId
            """, new { caseId }, cancellationToken);
        return new PrivacyLedger(ending.Number, [.. rows.Select(Entry)], [.. Leaves(ending)], (await processes.GetAsync(ending.Process, ending.Version, cancellationToken)).PrivacyNotice);
    }

    // The name of an official is theirs, too: the surname, the office and the role say who answers for the look.
    private static PrivacyEntry Entry(Row row) => new(row.At.ToOffset(ShanghaiTime.Offset), row.What,
        row.Name is null ? new PrivacyActor(Actor.System.Name, null, null, null) : new PrivacyActor(Masks.Name(row.Name), row.OfficeZh, row.OfficeEn, row.Roles?.FirstOrDefault()), row.Field, row.Why, row.Times);

    private IEnumerable<DataLeave> Leaves(Ending ending)
    {
        DateOnly? After(int? days) => ending.ClosedAt is { } closed && days is { } count ? ShanghaiTime.DateOf(closed).AddDays(count) : null;
        yield return new DataLeave("case", After(ending.ClosedCasesDays), ending.ClosedCasesDays);
        yield return new DataLeave("journal", After(ending.JournalDays), ending.JournalDays);
        if (ending.HasAddress)
            yield return new DataLeave("address", After(rules.Privacy.AddressDays), rules.Privacy.AddressDays);
        yield return new DataLeave("artefacts", null, 0);
        yield return new DataLeave("photo", null, 0);
    }
}
