using CaseFlow.Cases.Retention;
using CaseFlow.Host.Access;
using CaseFlow.Host.Web;

namespace CaseFlow.Host.Api;

/// <summary>What is kept how long, what will leave, what has left.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this RouteGroupBuilder api)
    {
        var retention = api.MapGroup("retention").WithTags("Retention");
        retention.MapGet("", (Ask ask) => ask.For(new ListRetention()))
            .Sends<ListRetention>("The rules by process, and the last nights").Allow(Policy.Administer);
        retention.MapPut("{process}", (string process, RuleBody body, Ask ask) => ask.For(new SetRetention(process, body.ClosedCasesDays, body.JournalDays)))
            .Sends<SetRetention>("How long closed cases of a process and their journals are kept").Allow(Policy.Administer).ReadsBody().Refuses(404);
        retention.MapGet("preview", (Ask ask, DateTimeOffset? at) => ask.For(new PreviewRetention(at)))
            .Sends<PreviewRetention>("What would leave at an instant, by process; nothing is deleted").Allow(Policy.Administer).Refuses(400);
        retention.MapGet("deletions/{number}", (string number, Ask ask) => ask.For(new ProveDeletion(number)))
            .Sends<ProveDeletion>("When and by which rule a case was deleted").Allow(Policy.Administer).Refuses(404);
    }

    /// <summary>Days after the end of a case.</summary>
    /// <param name="ClosedCasesDays">Null: kept for ever.</param>
    /// <param name="JournalDays">Null: with the case.</param>
    internal sealed record RuleBody(int? ClosedCasesDays = null, int? JournalDays = null);
}
