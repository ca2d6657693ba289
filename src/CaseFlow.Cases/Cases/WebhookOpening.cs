using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Cases;

/// <summary>An event of an outside system that is about a person and not about a case: it opens one. The process finds the event's name as <c>application.event</c>.</summary>
/// <param name="Source">The system, e.g. <c>national</c>.</param>
/// <param name="Type">The event's name, e.g. <c>loss.sync</c>.</param>
/// <param name="Process">What it opens.</param>
/// <param name="Person">The member of its data that names the person: <c>{name, idNumber}</c>.</param>
public sealed record WebhookOpening(string Source, string Type, string Process, string Person);

/// <summary>Opens the cases that outside systems bring. They belong to the bureau: no station has taken them.</summary>
internal sealed class WebhookCases(PgSession session, IEnumerable<WebhookOpening> openings, ProcessCatalogue processes, Parties parties, CaseOpening opening, ICurrentActor actor)
{
    private const string Channel = "outside";

    /// <summary>Whether such an event opens a case.</summary>
    public WebhookOpening? Find(string source, string type) => openings.FirstOrDefault(one => one.Source == source && one.Type == type);

    public async Task<OpenInstance> OpenAsync(WebhookOpening wanted, JsonElement data, CancellationToken cancellationToken)
    {
        if (!actor.Actor.Is(wanted.Source))
            throw RefusedException.Forbidden("event-not-yours", "该事件不能由此来源提交。", "This source may not send the event.");
        if (!data.TryGetProperty(wanted.Person, out var named) || named.ValueKind != JsonValueKind.Object)
            throw RefusedException.Invalid("person-missing", "事件未说明所涉人员（姓名、公民身份号码）。", "The event does not name the person it is about (name, idNumber).", $"data.{wanted.Person}");
        var people = new Dictionary<string, PartyInput> { ["applicant"] = named.Deserialize<PartyInput>(CaseJson.Options)! };
        if (parties.WrongIn(people) is { Count: > 0 } wrong)
            throw new RefusedException(RefusalKind.Invalid, wrong);
        var office = await session.SingleAsync<string>("select id from office where parent_id is null order by id limit 1", null, cancellationToken);
        var ground = await session.SingleAsync<CaseOpening.Ground>(CaseOpening.GroundSql, new { wanted.Process, Office = office }, cancellationToken);
        var process = await processes.GetAsync(wanted.Process, ground.Version ?? throw ProcessCatalogue.Unknown(), cancellationToken);
        var told = JsonObject.Create(data)!;
        told.Remove(wanted.Person);
        return await opening.OpenAsync(ground, process, office, Channel, await parties.RegisterAsync(people, cancellationToken), JsonSerializer.SerializeToElement(told),
            new Dictionary<string, object?> { ["event"] = wanted.Type }, cancellationToken);
    }
}
