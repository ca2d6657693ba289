using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Retention;

/// <summary>What would leave at an instant by the rules of now, counted by process. Nothing is deleted.</summary>
public sealed record PreviewRetention(DateTimeOffset? At = null) : IQuery<IReadOnlyList<RetentionPreview>>;

/// <summary>What would leave of one process.</summary>
/// <param name="Cases">Closed cases that would leave.</param>
/// <param name="Held">Cases past the rule that a legal hold keeps.</param>
/// <param name="Running">Cases past the rule whose process has not ended yet.</param>
/// <param name="Journals">Cases that stay and whose journal is past its own rule.</param>
public sealed record RetentionPreview(string Process, int? ClosedCasesDays, int? JournalDays, long Cases, long Held, long Running, long Journals);

internal sealed class PreviewRetentionHandler(PgSession session, TimeProvider time) : IRequestHandler<PreviewRetention, IReadOnlyList<RetentionPreview>>
{
    public Task<IReadOnlyList<RetentionPreview>> Handle(PreviewRetention request, CancellationToken cancellationToken) => session.QueryAsync<RetentionPreview>($"""
        select r.process, r.closed_cases_days, r.journal_days,
               count(*) filter (where past and not held and not running) as cases, count(*) filter (where past and held) as held, count(*) filter (where past and not held and running) as running,
               count(*) filter (where not past and journal_past and not held and not running) as journals
        from retention_rule r left join lateral (
            select c.closed_at < @at - make_interval(days => r.closed_cases_days) as past, c.closed_at < @at - make_interval(days => r.journal_days) as journal_past,
                   exists (select from legal_hold h where h.case_id = c.id) as held, exists (select from workflow_instance i where i.case_id = c.id and i.status = 'Running') as running
            from case_file c where c.process = r.process and c.closed_at < @at - make_interval(days => least(r.closed_cases_days, r.journal_days))) as one on true
        group by r.process order by r.process
        """, new { at = request.At ?? time.GetUtcNow() }, cancellationToken);
}
