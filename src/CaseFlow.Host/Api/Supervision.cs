using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Supervision;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
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
            .Sends<ListTimeLimits>("Open time limits of one's offices, the least remaining working time first: red, amber, final, green, running, provisional, paused").Allow(Policy.WatchClocks).AlsoCsv("time-limits", SupervisionTables.Limits).Refuses(400, 422);
        limits.MapGet("counts", (Ask ask) => ask.For(new CountTimeLimits()))
            .Sends<CountTimeLimits>("How many are red, on their last day, amber or paused, by office").Allow(Policy.WatchClocks);
        MapRedCards(api.MapGroup("red-cards").WithTags("Supervision"));
        MapOrders(api);
    }

    private static void MapRedCards(RouteGroupBuilder cards)
    {
        cards.MapGet("", (Ask ask, string? office, string? after, string view = "open", int limit = 50) => ask.For(new ListRedCards(view, office, after, limit)))
            .Sends<ListRedCards>("Red cards: open, mine (climbed to my level), appealed, disposed, withdrawn").Allow(Policy.WatchClocks).AlsoCsv("red-cards", SupervisionTables.RedCards).Refuses(400, 422);
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
            .Sends<ListSupervisions>("Supervision orders and urges that are not closed: mine, office, overdue").Allow(Policy.WatchClocks).AlsoCsv("supervisions", SupervisionTables.Orders).Refuses(400, 422);
        orders.MapPost("{id:long}/reply", (long id, ReplyBody body, Ask ask) => ask.For(new ReplySupervision(id, body.Reply)))
            .Sends<ReplySupervision>("Reply to a supervision order or an urge").Allow(Policy.WorkOnTasks).ReadsBody().Refuses(404, 409);
        orders.MapPost("{id:long}/close", (long id, DecisionBody body, Ask ask) => ask.For(new CloseSupervision(id, body.Accept, body.Reason)))
            .Sends<CloseSupervision>("Accept the reply to a supervision order, or send it back").Allow(Policy.Supervise).ReadsBody().Refuses(404, 409);
        api.MapPost("cases/{number}/urge", (string number, UrgeBody body, Ask ask) => ask.For(new UrgeCase(number, body.Note)))
            .WithTags("Supervision").Sends<UrgeCase>("Urge who handles a case").Allow(Policy.Supervise).ReadsBody().Refuses(404, 409);
        api.MapPost("cases/{number}/supervision", (string number, OrderBody body, Ask ask) => ask.For(new IssueSupervision(number, body.Measure, body.DueOn, body.Owner, body.RedCard)))
            .WithTags("Supervision").Sends<IssueSupervision>("Issue a supervision order").Allow(Policy.Supervise).ReadsBody().Refuses(404, 409);
    }

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
