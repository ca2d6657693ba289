using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using Microsoft.Extensions.Logging;

namespace CaseFlow.Cases.Recurring;

/// <summary>Warns when the published years of a calendar end soon: one open notice a calendar, which ends by itself once a later year is published. The State Council publishes one year at a time, so this
/// comes every autumn.</summary>
internal sealed class CalendarWatch(PgSession session, HouseRules rules, TimeProvider time, ILogger log)
{
    public const string Kind = "calendar-ends";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (now, today) = (time.GetUtcNow(), ShanghaiTime.DateOf(time.GetUtcNow()));
        foreach (var pages in (await session.QueryAsync<(string Calendar, int Version, string Content)>("select calendar, version, content::text from calendar_year order by calendar", null, cancellationToken))
                     .GroupBy(page => page.Calendar))
        {
            var calendar = new CalendarBook(pages.Key, pages.Select(page => new CalendarPublication(page.Version, CalendarYear.Parse(page.Content)))).Newest;
            var left = calendar.CoveredUntil is { } until ? calendar.WorkingDaysBetween(today, until) : 0;
            if (left > rules.CalendarWatch.WorkingDays)
            {
                session.Add("update notice set resolved_at = @now where kind = @Kind and subject = @subject and resolved_at is null", new { now, Kind, subject = pages.Key });
                continue;
            }
            var raised = await session.ExecuteAsync("""
                insert into notice (kind, subject, detail, raised_at) values (@Kind, @subject, @detail, @now) on conflict (kind, subject) where resolved_at is null do nothing
                """, new { Kind, subject = pages.Key, detail = Detail(calendar, left), now }, cancellationToken);
            if (raised > 0)
                log.LogWarning("The published years of calendar {Calendar} end on {Until:yyyy-MM-dd}, in {Days} working days: publish the next one", pages.Key, calendar.CoveredUntil, left);
            else
                session.Add("update notice set detail = @detail where kind = @Kind and subject = @subject and resolved_at is null", new { detail = Detail(calendar, left), Kind, subject = pages.Key });
        }
    }

    private static JsonElement Detail(WorkingCalendar calendar, int left) => CaseJson.Element(new { coveredUntil = calendar.CoveredUntil, workingDaysLeft = left });
}
