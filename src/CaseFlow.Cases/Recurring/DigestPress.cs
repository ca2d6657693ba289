using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Recurring;

/// <summary>What stands at an office at the hour of the digest.</summary>
/// <param name="Red">Time limits that are over; <paramref name="FinalDay"/>, <paramref name="Amber"/> and <paramref name="Paused"/> alike.</param>
/// <param name="RedCards">Red cards that are neither disposed of nor withdrawn.</param>
/// <param name="LateOrders">Supervision orders and urges past their day.</param>
public sealed record DigestLine(string Office, int Red, int FinalDay, int Amber, int Paused, int RedCards, int LateOrders);

/// <summary>Makes the digest of a day (每日9时摘要): a row for each office that has managers, with the offices at and below it. Read from what is kept with the lamps, and from partial indexes.</summary>
internal sealed class DigestPress(PgSession session, MessagePost post, CasesOptions options, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (now, day) = (time.GetUtcNow(), ShanghaiTime.DateOf(time.GetUtcNow()));
        var lines = (await session.QueryAsync<DigestLine>("""
            select office, sum(red)::int as red, sum(final)::int as final_day, sum(amber)::int as amber, sum(paused)::int as paused, sum(cards)::int as red_cards, sum(late)::int as late_orders from (
                select office_id as office, coalesce(sum(count) filter (where colour = 'red'), 0) as red, coalesce(sum(count) filter (where colour = 'final'), 0) as final,
                       coalesce(sum(count) filter (where colour = 'amber'), 0) as amber, coalesce(sum(count) filter (where colour = 'paused'), 0) as paused, 0 as cards, 0 as late
                from lamp_count group by office_id having sum(count) > 0
                union all select office_id, 0, 0, 0, 0, count(*), 0 from signal where kind = 'red' and status in ('open', 'appealed') group by office_id
                union all select office_id, 0, 0, 0, 0, 0, count(*) from supervision where status <> 'closed' and due_on < @day group by office_id) one
            where office is not null group by office order by office
            """, new { day }, cancellationToken)).ToDictionary(line => line.Office);
        var offices = await session.QueryAsync<(string Manager, string Office)>("""
            select m.id as manager, o.id as office from office m join office o on o.path = m.path or o.path like m.path || '/%'
            where exists (select from account a where a.office_id = m.id and a.kind = 'person' and a.active and a.roles @> '{manager}') order by m.id, o.id
            """, null, cancellationToken);
        foreach (var office in offices.GroupBy(one => one.Manager))
            session.Add("insert into digest (office_id, day, made_at, lines) values (@Key, @day, @now, @lines::jsonb) on conflict do nothing",
                new { office.Key, day, now, lines = CaseJson.Element(office.Where(one => lines.ContainsKey(one.Office)).Select(one => lines[one.Office])) });
        await TellAsync(day, offices.ToLookup(one => one.Manager, one => lines.GetValueOrDefault(one.Office)), cancellationToken);
    }

    /// <summary>Managers who have a mobile number get the sums of their offices, in their language, and where to read on. Once a day, also when the hour is done a second time.</summary>
    private async Task TellAsync(DateOnly day, ILookup<string, DigestLine?> lines, CancellationToken cancellationToken)
    {
        foreach (var (account, office, locale, zh, en) in await session.QueryAsync<(Guid, string, string, string, string)>("""
                     select a.id, o.id, a.mobile_locale, o.name_zh, o.name_en from account a join office o on o.id = a.office_id
                     where a.kind = 'person' and a.active and a.roles @> '{manager}' and a.mobile is not null order by a.login
                     """, null, cancellationToken))
        {
            int Sum(Func<DigestLine, int> number) => lines[office].Sum(line => line is null ? 0 : number(line));
            await post.QueueToAccountAsync(account, "digest", locale, new
            {
                office = locale == "en" ? en : zh, day, red = Sum(line => line.Red), final = Sum(line => line.FinalDay), amber = Sum(line => line.Amber), paused = Sum(line => line.Paused),
                redCards = Sum(line => line.RedCards), lateOrders = Sum(line => line.LateOrders), link = options.Address is { } desk ? $"{desk}/supervision/digest?day={day:yyyy-MM-dd}" : null,
            }, $"digest/{day:yyyy-MM-dd}/{account}", cancellationToken);
        }
    }
}
