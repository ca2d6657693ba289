using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>Somebody is away (代班): from then on the deputy has the tasks, those that are there and those that come; when it ends, what is still open goes back.
/// One arranges it for oneself, a manager for anybody of the office.</summary>
/// <param name="Who">Login of who is away; null: the actor.</param>
/// <param name="Deputy">Login of who stands in.</param>
/// <param name="From">Null: at once.</param>
/// <param name="Until">Null: until somebody ends it.</param>
public sealed record StartSubstitution(string Deputy, string? Who = null, DateTimeOffset? From = null, DateTimeOffset? Until = null) : ICommand<SubstitutionView>;

/// <summary>Ends an absence now; open tasks go back.</summary>
public sealed record EndSubstitution(long Id) : ICommand<SubstitutionView>;

/// <summary>Absences that are or will be, of the people one may see.</summary>
public sealed record ListSubstitutions : IQuery<IReadOnlyList<SubstitutionView>>;

/// <summary>An absence.</summary>
public sealed record SubstitutionView(long Id, string Who, string Deputy, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset? EndedAt);

internal sealed class StartSubstitutionValidator : AbstractValidator<StartSubstitution>
{
    public StartSubstitutionValidator()
    {
        RuleFor(command => command.Deputy).NotEmpty().WithErrorCode("deputy-missing").WithMessage("请选择代班人。|Choose who stands in.");
        RuleFor(command => command.Until).Must((command, until) => until is null || until > (command.From ?? DateTimeOffset.MinValue)).WithErrorCode("until-before-from")
            .WithMessage("结束时间应晚于开始时间。|The end must lie after the beginning.");
    }
}

internal sealed class StartSubstitutionHandler(PgSession session, JobQueue jobs, Absences absences, ICurrentActor actor, TimeProvider time) : IRequestHandler<StartSubstitution, SubstitutionView>
{
    private sealed record Account(Guid Id, string Login, string OfficePath, string[] Groups);

    public async Task<SubstitutionView> Handle(StartSubstitution request, CancellationToken cancellationToken)
    {
        var who = await FindAsync(request.Who ?? actor.Actor.Login, "who", cancellationToken);
        var deputy = await FindAsync(request.Deputy, "deputy", cancellationToken);
        if (who.Id != actor.Actor.AccountId && !((actor.Actor.Is(Role.Manager) || actor.Actor.Is(Role.Administrator)) && actor.Actor.Sees(who.OfficePath)))
            throw RefusedException.Forbidden("substitution-not-yours", "只能为本人设置代班；负责人可为本所人员设置。", "You can arrange it for yourself; a manager for people of the office.");
        if (who.Id == deputy.Id)
            throw RefusedException.Invalid("deputy-is-self", "代班人不能是本人。", "Nobody can stand in for himself.", "deputy");
        if (!who.Groups.Intersect(deputy.Groups).Any())
            throw RefusedException.Conflict("deputy-other-group", "代班人与本人岗位不同，无法办理其任务。", "The deputy has none of the groups and could not do the tasks.");
        if (await session.SingleOrDefaultAsync<long?>("select id from substitution where account_id = @Id and ended_at is null", new { who.Id }, cancellationToken) is not null)
            throw RefusedException.Conflict("already-away", "已设置代班，请先结束原有代班。", "There is an absence already: end it first.");
        var from = request.From ?? time.GetInstant();
        var id = await session.SingleAsync<long>("insert into substitution (account_id, deputy_id, from_at, until_at) values (@who, @deputy, @from, @until) returning id",
            new { who = who.Id, deputy = deputy.Id, from = from.UtcDateTime, until = request.Until?.UtcDateTime }, cancellationToken);
        if (from <= time.GetUtcNow())
            await absences.BeginAsync(id, cancellationToken);
        else
            jobs.Enqueue(Absences.Turn(id, from));
        if (request.Until is { } until)
            jobs.Enqueue(Absences.Turn(id, until));
        return await absences.GetAsync(id, cancellationToken);
    }

    private async Task<Account> FindAsync(string login, string field, CancellationToken cancellationToken) => await session.SingleOrDefaultAsync<Account>("""
        select a.id, a.login, o.path as office_path, a.roles || a.groups as groups from account a join office o on o.id = a.office_id where a.login = @login and a.active and a.kind = 'person'
        """, new { login }, cancellationToken) ?? throw RefusedException.Invalid("account-unknown", "没有这个账号，或已停用。", "There is no such account, or it is closed.", field);
}

internal sealed class EndSubstitutionHandler(PgSession session, Absences absences, ICurrentActor actor) : IRequestHandler<EndSubstitution, SubstitutionView>
{
    private sealed record Absent(Guid AccountId, string OfficePath);

    public async Task<SubstitutionView> Handle(EndSubstitution request, CancellationToken cancellationToken)
    {
        var absent = await session.SingleOrDefaultAsync<Absent>("""
            select s.account_id, o.path as office_path from substitution s join account a on a.id = s.account_id join office o on o.id = a.office_id where s.id = @Id
            """, new { request.Id }, cancellationToken);
        if (absent is null || (absent.AccountId != actor.Actor.AccountId && !((actor.Actor.Is(Role.Manager) || actor.Actor.Is(Role.Administrator)) && actor.Actor.Sees(absent.OfficePath))))
            throw RefusedException.NotFound("substitution-unknown", "没有这个代班，或您无权处理。", "There is no such absence, or it is not yours.");
        await absences.EndAsync(request.Id, cancellationToken);
        return await absences.GetAsync(request.Id, cancellationToken);
    }
}

internal sealed class ListSubstitutionsHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListSubstitutions, IReadOnlyList<SubstitutionView>>
{
    public Task<IReadOnlyList<SubstitutionView>> Handle(ListSubstitutions request, CancellationToken cancellationToken) => session.QueryAsync<SubstitutionView>($"""
        {Absences.Select} join office o on o.id = a.office_id where s.ended_at is null and (a.id = @account or d.id = @account or {Actor.SeesOffice}) order by s.from_at, s.id limit 200
        """, new { account = actor.Actor.AccountId, officePath = actor.Actor.OfficePath }, cancellationToken);
}
