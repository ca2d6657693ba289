using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Supervision;

/// <summary>Urges who handles a case (催办): it stands in their list until they say how things are. Once at a time.</summary>
public sealed record UrgeCase(string Number, string Note) : ICommand<CaseChange>;

internal sealed class UrgeCaseValidator : AbstractValidator<UrgeCase>
{
    public UrgeCaseValidator() => RuleFor(command => command.Note).IsAReason();
}

internal sealed class UrgeCaseHandler(
    PgSession session, CaseRunner runner, CaseViews views, DecisionLog log, PaperPress papers, Supervisions supervisions, CalendarShelf calendars, HouseRules rules, CaseScope scope)
    : IRequestHandler<UrgeCase, CaseChange>
{
    public async Task<CaseChange> Handle(UrgeCase request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var open = await runner.OpenAsync(id, cancellationToken);
        if (open.Record.ClosedAt is not null)
            throw RefusedException.Conflict("case-closed", "办件已办结，无须催办。", "The case is closed: there is nothing to urge.");
        if (await session.SingleAsync<bool>("select exists (select from supervision where case_id = @id and kind = 'urge' and status = 'open')", new { id }, cancellationToken))
            throw RefusedException.Conflict("case-already-urged", "该办件已催办，尚未回复。可签发督办单。", "The case has been urged and nobody has answered yet. Issue a supervision order instead.");
        // Who has claimed its work hears of it; where nobody has, or several have, the office does.
        var owner = open.Record.Contents.Tasks.Select(task => task.View.Assignee).OfType<string>().Distinct().ToList() is [var one] ? one : null;
        var due = await DueAsync(open.Record, cancellationToken);
        supervisions.Issue("urge", request.Note, due, owner, null);
        log.Add("urge", "ISSUED");
        await papers.IssueAsync("urge-notice", CaseJson.Element(new { request.Note, owner, dueOn = due }), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }

    private async Task<DateOnly> DueAsync(CaseRecord record, CancellationToken cancellationToken)
    {
        var today = ShanghaiTime.DateOf(scope.Now);
        var calendar = record.Contents.Clocks.Select(clock => clock.Policy.Calendar).Concat(record.Contents.Calendars.Keys.Order(StringComparer.Ordinal)).FirstOrDefault();
        return calendar is null ? today
            : (await calendars.GetAsync(session, calendar, cancellationToken, record.Contents.Calendars)).Newest.NthWorkingDayAfter(today, Math.Max(1, rules.RedCards.UrgeAnswerWorkingDays));
    }
}
