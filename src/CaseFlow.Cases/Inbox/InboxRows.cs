using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Calendars;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Inbox;

/// <summary>Reads the inbox, with the rights of the reader in the query. Each order walks an index from its top, so a page costs the same however much is open.</summary>
internal sealed class InboxRows(PgSession session, TaskViews tasks, PersonStore people, CalendarShelf calendars, ICurrentActor actor, TimeProvider time)
{
    private const string From = $"""
        from task t join case_file c on c.id = t.case_id join office o on o.id = t.office_id
        left join lateral (select k.name, k.colour, k.deadline, k.provisional, k.ledger::text as ledger from clock k where k.case_id = c.id and k.colour is not null
                           order by k.deadline, k.id limit 1) k on true
        where t.status = 'open' and {Actor.SeesOffice}
        """;

    private const string Conditions = $"""
        and (@View <> 'mine' or t.assignee = @login) and (@View <> 'group' or t.assignee is null and t.candidate_groups && @groups)
        and (@View <> 'approvals' or t.assignee is null and t.candidate_groups <@ array_remove(@groups, 'clerk'))
        and (@Process::text[] is null or c.process = any(@Process)) and (@State::text[] is null or c.state = any(@State)) and (@Name::text[] is null or t.name = any(@Name))
        and {Actor.InOffice} and (@Assignee::text is null or t.assignee = @Assignee)
        and (@Colour::text[] is null or coalesce(k.colour, 'none') = any(@Colour)) and (@DueBefore::date is null or k.deadline < @DueBefore) and (@DueWithin::int is null or k.deadline <= @today + @DueWithin)
        and (@Applicant::uuid is null or c.applicant_id = @Applicant)
        and (@Group::text is null or t.assignee is null and @Group = any(t.candidate_groups))
        and (@Promised::text is null or case @Promised when 'none' then {StandingPress.Promised} is null when 'late' then {StandingPress.Promised} < @today else {StandingPress.Promised}::text = @Promised end)
        and (@Unread::boolean is null or not exists (select from task_seen s where s.account_id = @account and s.task_id = t.id) = @Unread)
        """;

    private sealed record Row(long Id, string CaseNumber, string Process, string Office, string Name, string Title, string? Form, string? Assignee, string[] CandidateGroups, int Priority,
        DateTimeOffset? Due, string[] Outcomes, string Data, DateTimeOffset OpenedAt, string State, Guid Applicant, string? OnBehalfOf, bool Unread, string? Clock, string? Colour, DateOnly? Deadline,
        bool? Provisional, string? Ledger)
    {
        public TaskView Task => new(Id, CaseNumber, Process, Office, Name, JsonSerializer.Deserialize<Dictionary<string, string>>(Title)!, Form, "open", Assignee, CandidateGroups, Priority, Due,
            Outcomes, JsonElement.Parse(Data), OpenedAt);
    }

    public async Task<(IReadOnlyList<InboxRow> Rows, string? Next)> PageAsync(InboxFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        var (order, next) = filter.Sort switch
        {
            // Each key names the last row seen; «~» parts its columns.
            "deadline" => ("k.deadline nulls last, t.id", "and (@k1::text is null or (coalesce(k.deadline, 'infinity'), t.id) > (@k1::date, @k2::bigint))"),
            "opened" => ("t.id desc", "and (@k1::text is null or t.id < @k1::bigint)"),
            _ => ("t.priority desc, t.id", "and (@k1::text is null or t.priority < @k1::int or (t.priority = @k1::int and t.id > @k2::bigint))"),
        };
        var key = after?.Split('~');
        var asked = Ask(filter) with { Take = limit + 1, K1 = key?[0], K2 = key is [_, var id] && long.TryParse(id, out var last) ? last : 0L };
        var rows = await session.QueryAsync<Row>($"""
            select t.id, c.number as case_number, c.process, t.office_id as office, t.name, t.title::text as title, t.form, t.assignee, t.candidate_groups, t.priority, t.due, t.outcomes,
                   t.data::text as data, t.opened_at, c.state, c.applicant_id as applicant, t.on_behalf_of,
                   not exists (select from task_seen s where s.account_id = @account and s.task_id = t.id) as unread, k.name as clock, k.colour, k.deadline, k.provisional, k.ledger
            {From} {Conditions} {next} order by {order} limit @take
            """, asked, cancellationToken);
        var names = await people.MaskedAsync([.. rows.Select(row => row.Applicant).Distinct()], cancellationToken);
        var page = new List<InboxRow>();
        foreach (var row in rows.Take(limit))
            page.Add(new InboxRow(row.Task, row.State, row.Applicant, names[row.Applicant].Name, await LimitAsync(row, cancellationToken), row.Unread, row.OnBehalfOf));
        return (page, rows.Count > limit ? Key(filter.Sort, rows[limit - 1]) : null);
    }

    /// <summary>How many each view has, counted no further than <paramref name="most"/>: a number nobody reads to its end must not cost a scan. All of them in one round trip: every open desk asks
    /// again and again.</summary>
    public async Task<InboxCounts> CountAsync(InboxFilter filter, int most, CancellationToken cancellationToken)
    {
        await using var read = await session.ReadAsync(
            [.. new[] { "mine", "group", "all" }.Select(view => ($"select count(*)::int from (select 1 {From} {Conditions} limit @most) as counted", (object?)(Ask(filter with { View = view }) with { Most = most })))], cancellationToken);
        return new InboxCounts(await NextAsync(), await NextAsync(), await NextAsync());

        Task<int> NextAsync() => read.SingleOrDefaultAsync<int>(cancellationToken);
    }

    // What the statements ask for, by the names they use.
    private sealed record Asked(string View, string[]? Process, string[]? State, string[]? Name, string[]? Colour, string? Office, string? Assignee, DateOnly? DueBefore, Guid? Applicant, bool? Unread,
        string? Group, string? Promised, int? DueWithin,
        DateOnly Today, string OfficePath, string Login, Guid Account, string[] Groups)
    {
        public int Take { get; init; }
        public int Most { get; init; }
        public string? K1 { get; init; }
        public long K2 { get; init; }
    }

    private Asked Ask(InboxFilter filter) => new(filter.View, Some(filter.Process), Some(filter.State), Some(filter.Name), Some(filter.Colour), filter.Office, filter.Assignee, filter.DueBefore, filter.Applicant,
        filter.Unread, filter.Group, filter.Promised, filter.DueWithin, ShanghaiTime.DateOf(time.GetUtcNow()), actor.Actor.OfficePath, actor.Actor.Login, actor.Actor.AccountId, tasks.Groups);

    private static string[]? Some(IReadOnlyList<string>? values) => values is { Count: > 0 } ? [.. values] : null;

    private static string Key(string sort, Row last) => sort switch
    {
        "deadline" => $"{(last.Deadline is { } day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "infinity")}~{last.Id}",
        "opened" => last.Id.ToString(),
        _ => $"{last.Priority}~{last.Id}",
    };

    private async Task<InboxLimit?> LimitAsync(Row row, CancellationToken cancellationToken)
    {
        if (row.Ledger is null)
            return null;
        var ledger = ClockLedger.Parse(row.Ledger);
        var reading = Clock.Read(ledger, (await calendars.GetAsync(session, ledger.Policy.Calendar, cancellationToken)).At(ledger.CalendarVersion), time.GetUtcNow());
        return new InboxLimit(row.Clock!, ClockLamp.Of(reading) ?? row.Colour!, ledger.Policy.Unit.ToString(), reading.DeadlineDate, reading.RemainingDays, reading.OverdueDays, reading.Provisional);
    }
}
