using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Notes;

/// <summary>Notes that two cases belong together, with the reason. Said twice it is noted once.</summary>
public sealed record LinkCases(string Number, string Other, string Reason) : ICommand<IReadOnlyList<LinkView>>;

/// <summary>Takes a link away.</summary>
public sealed record UnlinkCases(string Number, string Other) : ICommand<IReadOnlyList<LinkView>>;

/// <summary>The cases that belong to one, as far as the reader may see them: linked by people, and others of the same person.</summary>
public sealed record ListLinks(string Number) : IQuery<IReadOnlyList<LinkView>>;

/// <summary>A case that belongs to another.</summary>
/// <param name="Kind"><c>linked</c> (a person said so) or <c>same-person</c>.</param>
/// <param name="Reason">Why, for linked ones.</param>
public sealed record LinkView(string Number, string Process, string State, bool Closed, string Kind, string? Reason, DateTimeOffset At, string? By);

internal sealed class LinkCasesValidator : AbstractValidator<LinkCases>
{
    public LinkCasesValidator()
    {
        RuleFor(command => command.Other).NotEmpty().WithErrorCode("other-missing").WithMessage("请输入要关联的办件编码。|Enter the number of the other case.");
        RuleFor(command => command.Reason).Must(reason => reason?.Trim().Length is > 0 and <= 200).WithErrorCode("reason-missing").WithMessage("请说明关联原因（200字以内）。|Say why, in at most 200 characters.");
    }
}

internal sealed class LinkCasesHandler(PgSession session, CaseViews cases, Links links, ICurrentActor actor, TimeProvider time) : IRequestHandler<LinkCases, IReadOnlyList<LinkView>>
{
    public async Task<IReadOnlyList<LinkView>> Handle(LinkCases request, CancellationToken cancellationToken)
    {
        var (one, other) = (await cases.FindAsync(request.Number, cancellationToken), await cases.FindAsync(request.Other, cancellationToken));
        if (one == other)
            throw RefusedException.Invalid("link-to-itself", "办件不能与自身关联。", "A case cannot be linked to itself.", "other");
        session.Add("insert into case_link (case_id, other_id, reason, at, by) values (@older, @younger, @reason, @now, @by) on conflict do nothing",
            new { older = Math.Min(one, other), younger = Math.Max(one, other), reason = request.Reason.Trim(), now = time.GetUtcNow(), by = actor.Actor.Login });
        await session.SaveAsync(cancellationToken);
        return await links.OfAsync(one, cancellationToken);
    }
}

internal sealed class UnlinkCasesHandler(PgSession session, CaseViews cases, Links links) : IRequestHandler<UnlinkCases, IReadOnlyList<LinkView>>
{
    public async Task<IReadOnlyList<LinkView>> Handle(UnlinkCases request, CancellationToken cancellationToken)
    {
        var (one, other) = (await cases.FindAsync(request.Number, cancellationToken), await cases.FindAsync(request.Other, cancellationToken));
        session.Add("delete from case_link where case_id = @older and other_id = @younger", new { older = Math.Min(one, other), younger = Math.Max(one, other) });
        await session.SaveAsync(cancellationToken);
        return await links.OfAsync(one, cancellationToken);
    }
}

internal sealed class ListLinksHandler(CaseViews cases, Links links) : IRequestHandler<ListLinks, IReadOnlyList<LinkView>>
{
    public async Task<IReadOnlyList<LinkView>> Handle(ListLinks request, CancellationToken cancellationToken) =>
        await links.OfAsync(await cases.FindAsync(request.Number, cancellationToken), cancellationToken);
}

internal sealed class Links(PgSession session, ICurrentActor actor)
{
    public Task<IReadOnlyList<LinkView>> OfAsync(long id, CancellationToken cancellationToken) => session.QueryAsync<LinkView>($"""
        select c.number, c.process, c.state, c.closed_at is not null as closed, l.kind, l.reason, l.at, l.by from (
            select case when case_id = @id then other_id else case_id end as id, 'linked' as kind, reason, at, by from case_link where case_id = @id or other_id = @id
            union all
            (select p.id, 'same-person', null, p.opened_at, null from case_file own join case_file p on p.applicant_id = own.applicant_id and p.id <> own.id
             where own.id = @id and not exists (select from case_link x where (x.case_id, x.other_id) = (least(p.id, @id), greatest(p.id, @id))) order by p.id desc limit 50)) l
        join case_file c on c.id = l.id join office o on o.id = c.office_id where {Actor.SeesOffice} order by l.kind, l.at desc
        """, new { id, officePath = actor.Actor.OfficePath }, cancellationToken);
}
