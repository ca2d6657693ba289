using System.Text.Json;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Supervision;

/// <summary>Lets a red card that stays open climb the ladder of the house, level by level, at an hour of the working day. While an appeal is pending it stands still; disposed of or withdrawn, it never
/// climbs again. The job belongs to the card and not to the case: ending the case does not end it.</summary>
internal sealed class EscalateRedCard(PgSession session, JobQueue jobs, CaseRunner runner, RedCards cards, CalendarShelf calendars, PaperPress papers, HouseRules rules, CaseScope scope)
{
    private sealed record Climb(long Card);

    private sealed record Row(long CaseId, string Calendar, DateTimeOffset RaisedAt, string Status, int Level);

    private const string RowSql = "select s.case_id, k.calendar, s.raised_at, s.status, s.level from signal s join clock k on k.id = s.clock_id where s.id = @card";

    /// <summary>Arms the next level of a card.</summary>
    public async Task ArmAsync(long card, string calendar, DateTimeOffset raisedAt, int level, CancellationToken cancellationToken)
    {
        if (rules.RedCards.After(level) is { } next)
            Enqueue(card, await WorkingHourAsync(calendar, ShanghaiTime.DateOf(raisedAt), Math.Max(1, next.AfterWorkingDays), cancellationToken));
    }

    public async Task RunAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        var card = payload.Deserialize<Climb>(CaseJson.Options)!.Card;
        // A case that left by its retention rule took its cards along.
        if (await session.SingleOrDefaultAsync<Row>(RowSql, new { card }, cancellationToken) is not { } found)
            return;
        var open = await runner.OpenAsync(found.CaseId, cancellationToken);
        var row = await session.SingleAsync<Row>(RowSql, new { card }, cancellationToken);
        if (row.Status == "appealed")
            Enqueue(card, await WorkingHourAsync(row.Calendar, ShanghaiTime.DateOf(scope.Now), 1, cancellationToken));
        if (row.Status != "open" || rules.RedCards.After(row.Level) is not { } level)
            return;
        cards.Add(card, "escalated", "open", level.Title.GetValueOrDefault("zh-CN", $"{level.Level}"), level: level.Level);
        await papers.IssueAsync("escalation-notice", CaseJson.Element(new { level = level.Level, zh = level.Title.GetValueOrDefault("zh-CN"), en = level.Title.GetValueOrDefault("en") }), cancellationToken);
        await ArmAsync(card, row.Calendar, row.RaisedAt, level.Level, cancellationToken);
        runner.Save(open);
    }

    private void Enqueue(long card, DateTimeOffset due) => jobs.Enqueue(new Job(JobKind.Escalate, CaseJson.Element(new Climb(card)), due, Key: $"red-card/{card}"));

    private async Task<DateTimeOffset> WorkingHourAsync(string calendar, DateOnly after, int days, CancellationToken cancellationToken)
    {
        var due = ShanghaiTime.StartOf((await calendars.GetAsync(session, calendar, cancellationToken)).Newest.NthWorkingDayAfter(after, days)).Add(rules.RedCards.EscalatesAt.ToTimeSpan());
        // After a long appeal the day of the next level may have passed: then it climbs at the next working hour.
        return due > scope.Now || days == 0 ? due : await WorkingHourAsync(calendar, ShanghaiTime.DateOf(scope.Now), 1, cancellationToken);
    }
}
