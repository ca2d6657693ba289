using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Supervision;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;
using Microsoft.AspNetCore.Mvc;

namespace CaseFlow.Host.Api;

/// <summary>What who supervises sees and does: time limits, red cards, orders and urges.</summary>
internal static class SupervisionEndpoints
{
    public static void MapSupervision(this RouteGroupBuilder api)
    {
        var limits = api.MapGroup("time-limits").WithTags("Clocks");
        limits.MapGet("", (Ask ask, [AsParameters] LimitQuery query, string? after, int limit = 50) => ask.For(query.List(after, limit)))
            .Sends<ListTimeLimits>("Open time limits of one's offices, the least remaining working time first: red, amber, final, green, running, provisional, paused").Allow(Policy.WatchClocks).Refuses(400, 422);
        limits.MapGet("csv", (Ask ask, [AsParameters] LimitQuery query) => Csv.Of("time-limits", after => ask.For(query.List(after, 200)), LimitColumns))
            .Called("ExportTimeLimits", "The same as a file, up to 10,000 rows").Allow(Policy.WatchClocks).Produces<string>(200, Csv.Type).Refuses(400, 422);
        limits.MapGet("counts", (Ask ask) => ask.For(new CountTimeLimits()))
            .Sends<CountTimeLimits>("How many are red, on their last day, amber or paused, by office").Allow(Policy.WatchClocks);
        MapRedCards(api.MapGroup("red-cards").WithTags("Supervision"));
        MapOrders(api);
    }

    private static void MapRedCards(RouteGroupBuilder cards)
    {
        cards.MapGet("", (Ask ask, string? office, string? after, string view = "open", int limit = 50) => ask.For(new ListRedCards(view, office, after, limit)))
            .Sends<ListRedCards>("Red cards: open, mine (climbed to my level), appealed, disposed, withdrawn").Allow(Policy.WatchClocks).Refuses(400, 422);
        cards.MapGet("csv", (Ask ask, string? office, string view = "open") => Csv.Of("red-cards", after => ask.For(new ListRedCards(view, office, after, 200)), CardColumns))
            .Called("ExportRedCards", "The same as a file, up to 10,000 rows").Allow(Policy.WatchClocks).Produces<string>(200, Csv.Type).Refuses(400, 422);
        cards.MapGet("causes", (Ask ask) => ask.For(new ListCauses()))
            .Sends<ListCauses>("What the disposal of a red card may name as its cause").Allow(Policy.WatchClocks);
        cards.MapGet("{id:long}", (long id, Ask ask) => ask.For(new GetRedCard(id)))
            .Sends<GetRedCard>("A red card with all that was done about it").Allow(Policy.WatchClocks).Refuses(404);
        cards.MapPost("{id:long}/dispose", (long id, DisposalBody body, Ask ask) => ask.For(new DisposeRedCard(id, body.Cause, body.Measure, body.ExpectedOn)))
            .Sends<DisposeRedCard>("Dispose of a red card: cause and measure").Allow(Policy.Supervise).ReadsBody().Refuses(404, 409);
        cards.MapPost("{id:long}/appeal", (long id, AppealBody body, Ask ask) => ask.For(new AppealRedCard(id, body.Ground, body.Evidence)))
            .Sends<AppealRedCard>("Appeal against a red card with evidence").Allow(Policy.WorkOnTasks).ReadsBody().Refuses(404, 409);
        cards.MapPost("{id:long}/decide-appeal", (long id, DecisionBody body, Ask ask) => ask.For(new DecideAppeal(id, body.Accept, body.Reason)))
            .Sends<DecideAppeal>("Accept an appeal (the card is withdrawn) or reject it").Allow(Policy.Supervise).ReadsBody().Refuses(404, 409);
    }

    private static void MapOrders(RouteGroupBuilder api)
    {
        var orders = api.MapGroup("supervisions").WithTags("Supervision");
        orders.MapGet("", (Ask ask, string? after, string view = "office", int limit = 50) => ask.For(new ListSupervisions(view, after, limit)))
            .Sends<ListSupervisions>("Supervision orders and urges that are not closed: mine, office, overdue").Allow(Policy.WatchClocks).Refuses(400, 422);
        orders.MapGet("csv", (Ask ask, string view = "office") => Csv.Of("supervisions", after => ask.For(new ListSupervisions(view, after, 200)), OrderColumns))
            .Called("ExportSupervisions", "The same as a file, up to 10,000 rows").Allow(Policy.WatchClocks).Produces<string>(200, Csv.Type).Refuses(400, 422);
        orders.MapPost("{id:long}/reply", (long id, ReplyBody body, Ask ask) => ask.For(new ReplySupervision(id, body.Reply)))
            .Sends<ReplySupervision>("Reply to a supervision order or an urge").Allow(Policy.WorkOnTasks).ReadsBody().Refuses(404, 409);
        orders.MapPost("{id:long}/close", (long id, DecisionBody body, Ask ask) => ask.For(new CloseSupervision(id, body.Accept, body.Reason)))
            .Sends<CloseSupervision>("Accept the reply to a supervision order, or send it back").Allow(Policy.Supervise).ReadsBody().Refuses(404, 409);
        api.MapPost("cases/{number}/urge", (string number, UrgeBody body, Ask ask) => ask.For(new UrgeCase(number, body.Note)))
            .WithTags("Supervision").Sends<UrgeCase>("Urge who handles a case").Allow(Policy.Supervise).ReadsBody().Refuses(404, 409);
        api.MapPost("cases/{number}/supervision", (string number, OrderBody body, Ask ask) => ask.For(new IssueSupervision(number, body.Measure, body.DueOn, body.Owner, body.RedCard)))
            .WithTags("Supervision").Sends<IssueSupervision>("Issue a supervision order").Allow(Policy.Supervise).ReadsBody().Refuses(404, 409);
    }

    private static readonly (string Zh, string En, Func<TimeLimitRow, object?> Value)[] LimitColumns =
    [
        ("办件编码", "Case", row => row.CaseNumber), ("事项", "Process", row => row.Process), ("状态", "State", row => row.CaseState), ("受理点", "Office", row => row.Office), ("时限", "Limit", row => Csv.Text(row.Title)),
        ("灯色", "Lamp", row => row.Colour), ("截止日", "Deadline", row => row.DeadlineDate), ("暂定", "Provisional", row => row.Provisional), ("期限天数", "Budget", row => row.Budget), ("已用", "Used", row => row.UsedDays),
        ("剩余", "Left", row => row.RemainingDays), ("超期", "Overdue", row => row.OverdueDays), ("挂起", "Paused", row => row.PausedDays), ("其中本单位原因", "Of these own fault", row => row.OwnFaultDays),
        ("申请人等候", "Applicant waited", row => row.RawDays), ("挂起原因", "Reason of the pause", row => row.Pause?.Reason), ("超期环节", "Late stages", row => string.Join(' ', row.LateStages)),
    ];

    private static readonly (string Zh, string En, Func<RedCardView, object?> Value)[] CardColumns =
    [
        ("红牌", "Card", row => row.Id), ("办件编码", "Case", row => row.CaseNumber), ("事项", "Process", row => row.Process), ("受理点", "Office", row => row.Office), ("时限", "Limit", row => Csv.Text(row.Title)),
        ("截止日", "Deadline", row => row.Deadline), ("发牌时间", "Raised", row => row.RaisedAt), ("状态", "Status", row => row.Status), ("层级", "Level", row => row.Level), ("原因", "Cause", row => row.Cause),
    ];

    private static readonly (string Zh, string En, Func<SupervisionView, object?> Value)[] OrderColumns =
    [
        ("督办", "Order", row => row.Id), ("类别", "Kind", row => row.Kind), ("办件编码", "Case", row => row.CaseNumber), ("事项", "Process", row => row.Process), ("受理点", "Office", row => row.Office),
        ("措施", "Measure", row => row.Measure), ("承办人", "Owner", row => row.Owner), ("期限", "Due", row => row.DueOn), ("状态", "Status", row => row.Status), ("签发时间", "Issued", row => row.IssuedAt),
        ("签发人", "Issued by", row => row.IssuedBy), ("回复", "Reply", row => row.Reply), ("回复人", "Replied by", row => row.RepliedBy),
    ];

    /// <summary>Which time limits, as it stands in an address.</summary>
    internal sealed record LimitQuery([FromQuery] string View = "running", [FromQuery] string? Office = null, [FromQuery] string? Clock = null, [FromQuery] string? Process = null, [FromQuery] string? State = null,
        [FromQuery] string? Person = null, [FromQuery] string? Group = null)
    {
        public ListTimeLimits List(string? after, int limit) => new(View, Office, Clock, Process, State, Person, Group, after, limit);
    }

    /// <summary>What caused the delay and what was done.</summary>
    /// <param name="Cause">A code of the house's list.</param>
    /// <param name="ExpectedOn">The new date that the applicant is told.</param>
    internal sealed record DisposalBody(string Cause, string Measure, DateOnly? ExpectedOn = null);

    /// <summary>Why the card was raised wrongly, and what proves it.</summary>
    internal sealed record AppealBody(string Ground, string[] Evidence);

    /// <summary>Yes or no, and why.</summary>
    internal sealed record DecisionBody(bool Accept, string Reason);

    /// <summary>What was done.</summary>
    internal sealed record ReplyBody(string Reply);

    /// <summary>What is urged.</summary>
    internal sealed record UrgeBody(string Note);

    /// <summary>A supervision order.</summary>
    /// <param name="Measure">What is to be done.</param>
    /// <param name="DueOn">By which day.</param>
    /// <param name="Owner">By whom: a login.</param>
    /// <param name="RedCard">The red card it is about.</param>
    internal sealed record OrderBody(string Measure, DateOnly DueOn, string? Owner = null, long? RedCard = null);
}
