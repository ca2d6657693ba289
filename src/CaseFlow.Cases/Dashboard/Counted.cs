using CaseFlow.Sla;

namespace CaseFlow.Cases.Dashboard;

/// <summary>What is counted a day: one source for the number (<see cref="DayPress"/>) and for the list behind it (<see cref="ListCountedHandler"/>), so that they cannot differ.</summary>
internal static class Counted
{
    /// <summary>An occurrence a row: the office and case it belongs to, what it is, when. Needs <c>@from</c> and <c>@to</c>, and the parts of shares as <c>@codes</c>, <c>@parts</c>, <c>@named</c>.</summary>
    public const string Rows = """
        select id as case_id, office_id, process, 'opened' as measure, opened_at as at, null as what from case_file where opened_at >= @from and opened_at < @to
        union all select id, office_id, process, 'closed', closed_at, null from case_file where closed_at >= @from and closed_at < @to
        union all select k.case_id, k.office_id, c.process, lower(k.outcome), k.stopped_at, null from clock k join case_file c on c.id = k.case_id
            where k.stopped_at >= @from and k.stopped_at < @to and k.outcome is not null and k.office_id is not null
        union all select s.case_id, s.office_id, c.process, s.kind, s.raised_at, null from signal s join case_file c on c.id = s.case_id
            where s.raised_at >= @from and s.raised_at < @to and s.kind in ('red', 'amber')
        union all select d.case_id, c.office_id, c.process, 'share.' || share.code || '.' || share.part, d.at, d.decision from decision d join case_file c on c.id = d.case_id
            join unnest(@codes::text[], @parts::text[], @named::text[]) as share (code, part, named) on share.named = d.step || '/' || d.decision
            where d.at >= @from and d.at < @to
        """;

    /// <summary>The measures that one number of the trends adds up; empty where there is no such number.</summary>
    public static string[] Measures(string measure, HouseRules rules) => measure switch
    {
        "opened" or "closed" or "breached" or "red" => [measure],
        "met" => ["met", "met_by_attempt"],
        _ => rules.Dashboard.Shares.Any(share => measure == $"share.{share.Code}.part" || measure == $"share.{share.Code}.of") ? [measure] : [],
    };

    /// <summary>What <see cref="Rows"/> needs for a day.</summary>
    public static CountedDay Of(DateOnly day, HouseRules rules)
    {
        var shares = rules.Dashboard.Shares.SelectMany(share => share.Part.Select(named => (share.Code, Part: "part", Named: named)).Concat(share.Of.Select(named => (share.Code, Part: "of", Named: named)))).ToList();
        return new CountedDay(day, ShanghaiTime.StartOf(day).ToUniversalTime(), ShanghaiTime.EndOf(day).ToUniversalTime(),
            [.. shares.Select(share => share.Code)], [.. shares.Select(share => share.Part)], [.. shares.Select(share => share.Named)]);
    }
}

/// <summary>A day in Shanghai with the parts of shares.</summary>
internal sealed record CountedDay(DateOnly Day, DateTimeOffset From, DateTimeOffset To, string[] Codes, string[] Parts, string[] Named);

/// <summary>A closed case, for how long it took.</summary>
internal sealed record ClosedCase(string Number, string State, string Office, string Process, string? Stages, DateTimeOffset OpenedAt, DateTimeOffset ClosedAt)
{
    /// <summary>Its columns.</summary>
    public const string Select = "select c.number, c.state, c.office_id as office, c.process, c.stages::text as stages, c.opened_at, c.closed_at from case_file c";

    /// <summary>Needs <c>@from</c> and <c>@to</c>.</summary>
    public const string InTime = "c.closed_at >= @from and c.closed_at < @to";

    /// <summary>The whole case (stage «») and each state it was in, with its working time.</summary>
    public IEnumerable<(string Stage, TimeSpan Took)> Stays(WorkingHours hours, WorkingCalendar calendar)
    {
        yield return ("", hours.Between(calendar, OpenedAt, ClosedAt));
        var stages = StageEntry.Read(Stages);
        for (var place = 0; place < stages.Count; place++)
        {
            var left = place + 1 < stages.Count ? stages[place + 1].At : ClosedAt;
            // The state that the end itself gives takes no time.
            if (left > stages[place].At)
                yield return (stages[place].State, hours.Between(calendar, stages[place].At, left));
        }
    }
}
