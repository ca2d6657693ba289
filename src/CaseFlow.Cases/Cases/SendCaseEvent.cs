using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;
using Refusal = CaseFlow.Cases.Pipeline.Refusal;

namespace CaseFlow.Cases.Cases;

/// <summary>Tells a case that something happened that it waits for: somebody comes for the card, a paper is supplied, an authorisation is given.</summary>
/// <param name="Number">The case number.</param>
/// <param name="Event">The event's name in the process, e.g. <c>card.collect</c>.</param>
/// <param name="Parties">People who appear in it, by role.</param>
/// <param name="Data">The form of the event.</param>
public sealed record SendCaseEvent(string Number, string Event, Dictionary<string, PartyInput>? Parties = null, JsonElement? Data = null) : ICommand<CaseChange>;

internal sealed class SendCaseEventHandler(CaseViews views, CaseRunner runner, CaseEvents events, Parties parties, MobileCodes codes, Artefacts artefacts) : IRequestHandler<SendCaseEvent, CaseChange>
{
    public async Task<CaseChange> Handle(SendCaseEvent request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var open = await runner.OpenAsync(id, cancellationToken);
        var waiting = await events.AwaitingAsync(open, request.Event, cancellationToken);
        if (waiting.Count == 0)
            throw RefusedException.Conflict("event-not-awaited", $"办件当前状态为 {open.Record.State}，不等待“{request.Event}”。请刷新后查看可办理的事项。",
                $"The case is in the state {open.Record.State} and does not wait for '{request.Event}'. Reload to see what can be done.");
        var data = request.Data ?? CaseJson.Element(new { });
        var forms = events.CheckForms(request.Event, waiting, data, parties.WrongIn(request.Parties));
        var payload = JsonObject.Create(artefacts.SetAside(forms, data)) ?? [];
        // The code is a secret of minutes: the process learns only whether it was right.
        if (payload.Remove("mobileCode", out var code))
            payload["mobileVerified"] = await codes.ConfirmAsync(request.Parties?.GetValueOrDefault("applicant")?.Mobile, code?.GetValue<string>() ?? "", cancellationToken);
        if (request.Parties is { Count: > 0 })
        {
            var people = (await parties.RegisterAsync(request.Parties, cancellationToken)).ToDictionary(party => party.Key, party => party.Value.Facts);
            parties.Join(id, people);
            payload["parties"] = JsonSerializer.SerializeToNode(people, CaseJson.Options);
        }
        await events.DeliverAsync(waiting, request.Event, JsonSerializer.SerializeToElement(payload), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }
}

/// <summary>A visit that waits for an event, and its instance: the case's own or a child of it.</summary>
internal sealed record AwaitedEvent(OpenInstance Open, Waiting Visit)
{
    public bool IsStillAwaited(string name) => Open.Awaiting(name).Any(still => still.Token == Visit.Token);
}

/// <summary>Brings events to the visits of a case that wait for them, in whichever of its instances.</summary>
internal sealed class CaseEvents(CaseRunner runner, ICurrentActor actor)
{
    /// <summary>Every visit of the case that waits for the event. Children are opened under the lock of the case, which is held.</summary>
    public async Task<IReadOnlyList<AwaitedEvent>> FindAsync(OpenInstance open, string name, CancellationToken cancellationToken)
    {
        var members = new List<OpenInstance> { open.MemberId is null ? open : await runner.OpenAsync(open.Record.Id, cancellationToken) };
        foreach (var child in open.Record.Contents.ChildWaits.Where(one => one.Name == name).Select(one => one.Instance).Append(open.MemberId).OfType<string>().Distinct().ToList())
            members.Add(await runner.OpenAsync(open.Record.Id, child, cancellationToken));
        return [.. members.SelectMany(member => member.Awaiting(name).Select(visit => new AwaitedEvent(member, visit)))];
    }

    /// <summary>Those of them that wait for this sender. Where some wait but none of them for this sender, the sender is refused.</summary>
    public async Task<IReadOnlyList<AwaitedEvent>> AwaitingAsync(OpenInstance open, string name, CancellationToken cancellationToken)
    {
        var waiting = await FindAsync(open, name, cancellationToken);
        var mine = waiting.Where(one => one.Visit.Senders.IsEmpty || one.Visit.Senders.Any(actor.Actor.Is)).ToList();
        return waiting.Count > 0 && mine.Count == 0
            ? throw RefusedException.Forbidden("event-not-yours", $"“{name}”不能由您的岗位提交。", $"Your role may not send '{name}'.")
            : mine;
    }

    /// <summary>Refuses data that the event's form does not allow, every fault at once: the form named like the event, or else the one the waiting visit names. Answers the forms.</summary>
    public IReadOnlyList<JsonElement> CheckForms(string name, IReadOnlyList<AwaitedEvent> waiting, JsonElement data, IReadOnlyList<Refusal>? people = null)
    {
        var forms = waiting.Select(one => (one.Open.Process, Form: one.Open.Process.Form(name) is null ? one.Visit.Form : name)).Distinct()
            .Select(one => one.Form is null ? null : one.Process.Form(one.Form)).OfType<JsonElement>().ToList();
        var record = waiting.Count > 0 ? waiting[0].Open.Record : null;
        var faults = forms.SelectMany(form => FormSchema.Validate(form, data).Concat(record is null ? [] : CaseCodes.Foreign(form, data, record.Number, record.QueryCode))).Concat(people ?? []).ToList();
        return faults.Count > 0 ? throw new RefusedException(RefusalKind.Invalid, faults) : forms;
    }

    /// <summary>Every visit that waits gets the event; one that an earlier delivery ended is passed over.</summary>
    public async Task DeliverAsync(IReadOnlyList<AwaitedEvent> waiting, string name, JsonElement payload, CancellationToken cancellationToken)
    {
        foreach (var one in waiting.Where(one => one.IsStillAwaited(name)))
            await runner.AdvanceAsync(one.Open, new DeliverEvent(one.Visit.Token, name, payload), cancellationToken);
    }
}
