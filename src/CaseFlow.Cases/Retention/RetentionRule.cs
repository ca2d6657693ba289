using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Retention;

/// <summary>When the closed cases of a process leave, and when their journals do. Instances that ran it without a case leave like cases.</summary>
/// <param name="ClosedCasesDays">Days after the end of a case, at least 30; null: kept for ever.</param>
/// <param name="JournalDays">Days after the end of a case after which its journal leaves, at least 30; null: with the case.</param>
public sealed record SetRetention(string Process, int? ClosedCasesDays, int? JournalDays) : ICommand<RetentionRule>;

/// <summary>The rule of a process.</summary>
public sealed record RetentionRule(string Process, int? ClosedCasesDays, int? JournalDays, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>The rules and the last thirty nights.</summary>
public sealed record ListRetention : IQuery<RetentionView>;

/// <summary>What is kept how long, and what has left.</summary>
public sealed record RetentionView(IReadOnlyList<RetentionRule> Rules, IReadOnlyList<RetentionRunView> Runs);

/// <summary>One night's deletion.</summary>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="Journals">Journals that left before their case.</param>
/// <param name="Persons">People whom no case knows any more.</param>
/// <param name="Partitions">Months of the journal that left whole.</param>
public sealed record RetentionRunView(long Id, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Cases, int Instances, int Journals, long Bursts, int Persons, string[] Partitions);

internal sealed class SetRetentionValidator : AbstractValidator<SetRetention>
{
    public SetRetentionValidator()
    {
        RuleFor(command => command.ClosedCasesDays).InclusiveBetween(30, 36_600).WithErrorCode("days-invalid").WithMessage("保存天数应在30到36600之间。|Days lie between 30 and 36,600.");
        RuleFor(command => command.JournalDays).InclusiveBetween(30, 36_600).WithErrorCode("days-invalid").WithMessage("保存天数应在30到36600之间。|Days lie between 30 and 36,600.");
        RuleFor(command => command.JournalDays).Must((command, days) => !(days > command.ClosedCasesDays)).WithErrorCode("journal-outlives-case")
            .WithMessage("日志不能比办件保存得更久。|A journal cannot be kept longer than its case.");
    }
}

internal sealed class SetRetentionHandler(PgSession session, ICurrentActor actor, TimeProvider time) : IRequestHandler<SetRetention, RetentionRule>
{
    public async Task<RetentionRule> Handle(SetRetention request, CancellationToken cancellationToken)
    {
        if (!await session.SingleAsync<bool>("select exists (select from definition where id = @Process)", request, cancellationToken))
            throw RefusedException.NotFound("process-unknown", "没有这个流程。", "There is no such process.");
        var rule = new RetentionRule(request.Process, request.ClosedCasesDays, request.JournalDays, time.GetUtcNow(), actor.Actor.Login);
        // What a longer rule spared before is looked at anew: the mark of the journals goes back.
        session.Add("""
            insert into retention_rule (process, closed_cases_days, journal_days, changed_at, changed_by) values (@Process, @ClosedCasesDays, @JournalDays, @ChangedAt, @ChangedBy)
            on conflict (process) do update set closed_cases_days = excluded.closed_cases_days, journal_days = excluded.journal_days, journals_left = null,
                changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """, rule);
        return rule;
    }
}

internal sealed class ListRetentionHandler(PgSession session) : IRequestHandler<ListRetention, RetentionView>
{
    public async Task<RetentionView> Handle(ListRetention request, CancellationToken cancellationToken) => new(
        await session.QueryAsync<RetentionRule>("select process, closed_cases_days, journal_days, changed_at, changed_by from retention_rule order by process", null, cancellationToken),
        await session.QueryAsync<RetentionRunView>("select id, started_at, ended_at, cases, instances, journals, bursts, persons, partitions from retention_run order by id desc limit 30", null, cancellationToken));
}
