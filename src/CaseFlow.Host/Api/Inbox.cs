using System.Text.Json;
using CaseFlow.Cases.Inbox;
using CaseFlow.Host.Access;
using CaseFlow.Host.Tables;
using CaseFlow.Host.Web;
using Microsoft.AspNetCore.Mvc;

namespace CaseFlow.Host.Api;

/// <summary>The desk of a clerk: the inbox with its filters and views, who does what, and what was typed.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this RouteGroupBuilder api)
    {
        var inbox = api.MapGroup("inbox").WithTags("Inbox");
        inbox.MapGet("", (Ask ask, [AsParameters] FilterQuery filter, string? after, int limit = 50) => ask.For(new ListInbox(filter.Filter, after, limit)))
            .Sends<ListInbox>("Open tasks with what matters of their cases: filtered, ordered, a page at a time").Allow(Policy.WorkOnTasks).AlsoCsv("inbox", WorkTables.Inbox).Refuses(400, 422);
        inbox.MapGet("counts", (Ask ask, [AsParameters] FilterQuery filter) => ask.For(new CountInbox(filter.Filter)))
            .Sends<CountInbox>("How many tasks a view has, counted no further than 1,000").Allow(Policy.WorkOnTasks).Refuses(400, 422);
        inbox.MapPost("next", (Ask ask, string? office) => ask.For(new ClaimNextTask(office)))
            .Sends<ClaimNextTask>("Take the most urgent free task").Allow(Policy.WorkOnTasks);
        inbox.MapGet("views", (Ask ask) => ask.For(new ListTaskViews())).Sends<ListTaskViews>("Saved views: own ones and those shared with the office").Allow(Policy.WorkOnTasks);
        inbox.MapPost("views", (SaveTaskView command, Ask ask) => ask.For(command)).Sends<SaveTaskView>("Save a view").Allow(Policy.WorkOnTasks).ReadsBody().Refuses(404);
        inbox.MapDelete("views/{id:long}", async (long id, Ask ask) => { await ask.For(new DeleteTaskView(id)); return Results.NoContent(); })
            .Sends<DeleteTaskView>("Remove an own view").Allow(Policy.WorkOnTasks).Produces(204).Refuses(404);
        MapPeople(api);
        MapTyped(api);
    }

    private static void MapPeople(RouteGroupBuilder api)
    {
        var people = api.MapGroup("").WithTags("Inbox");
        people.MapPost("tasks/{id:long}/assign", (long id, AssignBody body, Ask ask) => ask.For(new AssignTask(id, body.To, body.Reason)))
            .Sends<AssignTask>("Give a task to a colleague, or to the deputy of one who is away").Allow(Policy.WorkOnTasks).ReadsBody().Refuses(404, 409);
        people.MapGet("colleagues", (Ask ask, string? text) => ask.For(new ListColleagues(text))).Sends<ListColleagues>("People one may give work to").Allow(Policy.ArrangeAbsences);
        people.MapGet("substitutions", (Ask ask) => ask.For(new ListSubstitutions())).Sends<ListSubstitutions>("Absences that are or will be").Allow(Policy.ArrangeAbsences).AlsoCsv("substitutions", AdministrationTables.Substitutions);
        people.MapPost("substitutions", (StartSubstitution command, Ask ask) => ask.For(command))
            .Sends<StartSubstitution>("Go away and let somebody stand in").Allow(Policy.ArrangeAbsences).ReadsBody().Refuses(409);
        people.MapPost("substitutions/{id:long}/end", (long id, Ask ask) => ask.For(new EndSubstitution(id)))
            .Sends<EndSubstitution>("End an absence: open tasks go back").Allow(Policy.ArrangeAbsences).Refuses(404);
        people.MapGet("me/mentions", (Ask ask) => ask.For(new Cases.Notes.ListMentions())).Sends<Cases.Notes.ListMentions>("Notes that call me").Allow(Policy.SignedIn);
        people.MapGet("me/calls", (Ask ask) => ask.For(new CountCalls())).Sends<CountCalls>("How many notes and orders call for me").Allow(Policy.WorkOnTasks);
        people.MapGet("me/settings", (Ask ask) => ask.For(new ListAccountSettings())).Sends<ListAccountSettings>("How I like the desk").Allow(Policy.SignedIn);
        people.MapPut("me/settings/{name}", async (string name, SettingBody body, Ask ask) => { await ask.For(new SaveAccountSetting(name, body.Value)); return Results.NoContent(); })
            .Sends<SaveAccountSetting>("Keep how I like the desk").Allow(Policy.SignedIn).ReadsBody().Produces(204);
    }

    private static void MapTyped(RouteGroupBuilder api)
    {
        var task = api.MapGroup("tasks/{id:long}").WithTags("Inbox");
        task.MapPost("seen", async (long id, Ask ask) => { await ask.For(new SeeTask(id)); return Results.NoContent(); })
            .Sends<SeeTask>("Note that I have opened it").Allow(Policy.WorkOnTasks).Produces(204).Refuses(404);
        task.MapGet("draft", (long id, Ask ask) => ask.For(new GetDraft(id))).Sends<GetDraft>("What I have typed so far").Allow(Policy.WorkOnTasks).Refuses(404);
        task.MapPut("draft", (long id, DraftBody body, Ask ask) => ask.For(new SaveDraft(id, body.Data))).Sends<SaveDraft>("Keep what I have typed so far").Allow(Policy.WorkOnTasks).ReadsBody().Refuses(404);
        task.MapDelete("draft", async (long id, Ask ask) => { await ask.For(new DropDraft(id)); return Results.NoContent(); })
            .Sends<DropDraft>("Forget what I have typed").Allow(Policy.WorkOnTasks).Produces(204);
    }

    /// <summary>The filter as it stands in an address: a list is the same name several times.</summary>
    internal sealed record FilterQuery([FromQuery] string View = "group", [FromQuery] string[]? Process = null, [FromQuery] string[]? State = null, [FromQuery] string? Office = null,
        [FromQuery] string[]? Name = null, [FromQuery] string? Assignee = null, [FromQuery] string[]? Colour = null, [FromQuery] DateOnly? DueBefore = null, [FromQuery] Guid? Applicant = null,
        [FromQuery] bool? Unread = null, [FromQuery] string Sort = "urgency", [FromQuery] string? Group = null, [FromQuery] string? Promised = null, [FromQuery] int? DueWithin = null)
    {
        public InboxFilter Filter => new(View, Process, State, Office, Name, Assignee, Colour, DueBefore, Applicant, Unread, Sort, Group, Promised, DueWithin);
    }

    /// <summary>Whom to give it to.</summary>
    internal sealed record AssignBody(string To, string? Reason = null);

    /// <summary>The form as it stands.</summary>
    internal sealed record DraftBody(JsonElement Data);

    /// <summary>The value of a setting.</summary>
    internal sealed record SettingBody(JsonElement Value);
}
