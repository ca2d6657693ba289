using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Retention;
using CaseFlow.Cases.Timeline;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>Cases: open one, look at it, tell it what happened.</summary>
internal static class CaseEndpoints
{
    public static void MapCases(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("cases").WithTags("Cases");
        cases.MapPost("", async (StartCase command, Ask ask) =>
            {
                var started = await ask.For(command);
                return TypedResults.Created($"/api/v1/cases/{started.Case.Number}", started);
            })
            .Sends<StartCase>("Open a case: somebody applies at a counter or in the portal").Allow(Policy.OpenCases).ReadsBody().Refuses(404, 409);

        cases.MapGet("", (Ask ask, string? process, string? state, string? office, string? number, bool? open, string? after, int limit = 50) =>
                ask.For(new ListCases(process, state, office, number, open, after, limit)))
            .Sends<ListCases>("The cases of one's offices, newest first, a page at a time").Allow(Policy.ReadCases).AlsoCsv("cases", WorkTables.Cases).Refuses(400, 422);

        cases.MapGet("{number}", (string number, Ask ask) => ask.For(new GetCase(number)))
            .Sends<GetCase>("A case: state, facts, clocks, open tasks, what it waits for").Allow(Policy.ReadCases).Refuses(404);

        cases.MapPost("{number}/events/{name}", (string number, string name, EventBody body, Ask ask) =>
                ask.For(new SendCaseEvent(number, name, body.Parties, body.Data)))
            .Sends<SendCaseEvent>("Tell a case that something happened that it waits for").Allow(Policy.OpenCases).ReadsBody().Refuses(404, 409);

        MapHistory(cases);
        MapOperating(cases);
        MapHolds(cases);
    }

    private static void MapHistory(RouteGroupBuilder cases)
    {
        cases.MapGet("{number}/decisions", (string number, Ask ask) => ask.For(new ListDecisions(number)))
            .Sends<ListDecisions>("The decision log: what was decided, why, by which rules, when, by whom").Allow(Policy.ReadCases).AlsoCsv("decisions", WorkTables.Decisions).Refuses(404);
        cases.MapGet("{number}/journal", (string number, Ask ask, string? after, int limit = 100) =>
                ask.For(new ReadJournal(number, after, limit)))
            .Sends<ReadJournal>("Every event of the process, a page at a time").Allow(Policy.ReadJournal).Refuses(400, 404, 422);
        cases.MapGet("{number}/timeline", (string number, Ask ask, string[]? kind, string? instance, string? after, bool newest = true, int limit = 50) =>
                ask.For(new ReadTimeline(number, kind, newest, after, limit, instance)))
            .Sends<ReadTimeline>("What happened to a case, in sentences of both languages, a page at a time").Allow(Policy.ReadJournal).Refuses(400, 404, 422);
        cases.MapGet("{number}/course", (string number, Ask ask) => ask.For(new LocateCase(number)))
            .Sends<LocateCase>("Where a case stands on the diagrams of its workflows, and the way it came").Allow(Policy.ReadJournal).Refuses(404);
        cases.MapGet("{number}/messages", (string number, Ask ask) => ask.For(new ListMessages(number)))
            .Sends<ListMessages>("The messages sent to people").Allow(Policy.ReadCases).AlsoCsv("messages", WorkTables.Messages).Refuses(404);
        cases.MapGet("{number}/papers", (string number, Ask ask) => ask.For(new ListPapers(number)))
            .Sends<ListPapers>("The papers issued").Allow(Policy.ReadCases).Refuses(404);
        cases.MapGet("{number}/papers/{id:long}", async (string number, long id, Ask ask) =>
                Results.Text((await ask.For(new GetPaper(number, id))).Html, "text/html; charset=utf-8"))
            .Sends<GetPaper>("A paper, ready to print").Allow(Policy.ReadCases).Produces<string>(200, "text/html").Refuses(404);
        cases.MapPost("{number}/papers/{id:long}/signatures", (string number, long id, SignatureBody body, Ask ask) => ask.For(new SignPaper(number, id, body.Signer, body.Strokes)))
            .Sends<SignPaper>("Take the signature that a paper asks for").Allow(Policy.TakeSignatures).ReadsBody().Refuses(404, 409);
        cases.MapGet("{number}/clocks", (string number, Ask ask) => ask.For(new GetClocks(number)))
            .Sends<GetClocks>("The time limits with their day strips").Allow(Policy.ReadCases).Refuses(404);
    }

    private static void MapOperating(RouteGroupBuilder cases)
    {
        cases.MapGet("{number}/visits", (string number, Ask ask, string? instance) => ask.For(new ListVisits(number, instance)))
            .Sends<ListVisits>("Where the process of a case stands: open visits, variables, where each could be moved").Allow(Policy.Operate).Refuses(404);
        cases.MapPost("{number}/variables", (string number, VariablesBody body, Ask ask) => ask.For(new SetVariables(number, body.Values, body.Reason, body.Scope, body.Instance)))
            .Sends<SetVariables>("Correct variables of a running process").Allow(Policy.Operate).ReadsBody().Refuses(404, 409);
        cases.MapPost("{number}/move", (string number, MoveBody body, Ask ask) => ask.For(new MoveToActivity(number, body.Activity, body.Reason, body.Tokens, body.From, body.Instance)))
            .Sends<MoveToActivity>("End visits where they stand and go on at another activity").Allow(Policy.Operate).ReadsBody().Refuses(404, 409);
        cases.MapPost("{number}/cancel", (string number, CancelBody body, Ask ask) => ask.For(new CancelCase(number, body.Reason, body.State)))
            .Sends<CancelCase>("Cancel a case and everything that is open in it").Allow(Policy.Operate).ReadsBody().Refuses(404, 409);
    }

    private static void MapHolds(RouteGroupBuilder cases)
    {
        cases.MapPut("{number}/hold", (string number, HoldBody body, Ask ask) => ask.For(new PlaceHold(number, body.Reason)))
            .Sends<PlaceHold>("Keep a case from being deleted (legal hold)").Allow(Policy.Operate).ReadsBody().Refuses(404);
        cases.MapDelete("{number}/hold", (string number, Ask ask) => ask.For(new LiftHold(number)))
            .Sends<LiftHold>("Lift the hold: the rule of the process counts again").Allow(Policy.Operate).Refuses(404);
    }

    /// <summary>Who signs, and what was drawn.</summary>
    /// <param name="Strokes">Path of an SVG on a field of 400 by 150; null: signed on the printed paper.</param>
    internal sealed record SignatureBody(string Signer, string? Strokes = null);

    /// <summary>Why the case must be kept.</summary>
    internal sealed record HoldBody(string Reason);

    /// <summary>Values by variable name, and why.</summary>
    /// <param name="Scope">The visit that declares them, where several do.</param>
    internal sealed record VariablesBody(Dictionary<string, JsonElement> Values, string Reason, long? Scope = null, string? Instance = null);

    /// <summary>Where to, from where, and why.</summary>
    /// <param name="Tokens">The visits to end.</param>
    /// <param name="From">Or the activity all of whose visits end.</param>
    internal sealed record MoveBody(string Activity, string Reason, long[]? Tokens = null, string? From = null, string? Instance = null);

    /// <summary>Why, and the state people see afterwards.</summary>
    internal sealed record CancelBody(string Reason, string State = "CANCELLED");

    /// <summary>What happened.</summary>
    /// <param name="Parties">People who appear in it, by role.</param>
    /// <param name="Data">The form of the event.</param>
    internal sealed record EventBody(Dictionary<string, PartyInput>? Parties = null, JsonElement? Data = null);
}
