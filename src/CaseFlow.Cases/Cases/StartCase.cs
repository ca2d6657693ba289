using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using CaseFlow.Workflows;
using FluentValidation;
using MediatR;
using Refusal = CaseFlow.Cases.Pipeline.Refusal;

namespace CaseFlow.Cases.Cases;

/// <summary>Opens a case: a person applies at a counter, or online through the portal.</summary>
/// <param name="Process">The process, e.g. <c>id-card-reissue</c>; the case stays on its newest released version.</param>
/// <param name="Office">The office that will own the case (受理点).</param>
/// <param name="Channel"><c>counter</c> (a clerk enters it) or <c>app</c> (the portal, with a confirmed mobile number).</param>
/// <param name="Parties">People by role; <c>applicant</c> is required.</param>
/// <param name="Data">The start form of the process.</param>
/// <param name="MobileCode">Online: the code sent to the applicant's mobile number. The process sees <c>application.mobileVerified</c>: true, false, or null when none was given.</param>
public sealed record StartCase(string Process, string Office, string Channel, Dictionary<string, PartyInput> Parties, JsonElement? Data = null, string? MobileCode = null) : ICommand<CaseChange>;

internal sealed class StartCaseValidator : AbstractValidator<StartCase>
{
    public StartCaseValidator()
    {
        RuleFor(command => command.Process).NotEmpty().WithErrorCode("process-missing").WithMessage("请选择要办理的事项。|Choose the process.");
        RuleFor(command => command.Office).NotEmpty().WithErrorCode("office-missing").WithMessage("请选择受理点。|Choose the office.");
        RuleFor(command => command.Channel).Must(channel => channel is "app" or "counter").WithErrorCode("channel-unknown").WithMessage("办理渠道应为 app 或 counter。|The channel is app or counter.");
        RuleFor(command => command.Parties).Must(parties => parties?.ContainsKey("applicant") == true).WithErrorCode("applicant-missing").WithMessage("请填写申请人。|Name the applicant.");
        RuleFor(command => command.Parties).Must(parties => parties is null || parties.Count <= 10).WithErrorCode("parties-too-many").WithMessage("人员不能超过10名。|At most 10 people.");
    }
}

internal sealed class StartCaseHandler(
    PgSession session, ProcessCatalogue processes, Parties parties, MobileCodes codes, CaseRunner runner, InstanceStarter starter, CaseViews views, ICurrentActor actor, TimeProvider time)
    : IRequestHandler<StartCase, CaseChange>
{
    private const string OpeningSql = """
        select nextval('case_file_id') as id, nextval('case_number') as sequence, (select path from office where id = @Office and kind = 'station') as office_path,
               (select max(version) from definition where id = @Process and published_at is not null) as version, (select json_object_agg(id, version)::text from calendar) as calendars
        """;

    private sealed record Opening(long Id, long Sequence, string? OfficePath, int? Version, string? Calendars);

    public async Task<CaseChange> Handle(StartCase request, CancellationToken cancellationToken)
    {
        if (request.Channel == "app" != actor.Actor.Is(Role.Portal))
            throw RefusedException.Forbidden("channel-not-yours", "线上申请只能由统一门户提交,窗口申请只能由窗口人员提交。", "Online applications come from the portal, counter applications from a clerk.");
        var named = parties.Name(request.Parties);
        var (opening, people) = await LookUpAsync(request, named, cancellationToken);
        var faults = CheckOffice(opening.OfficePath);
        var process = await processes.GetAsync(request.Process, opening.Version ?? throw ProcessCatalogue.Unknown(), cancellationToken);
        var data = request.Data ?? CaseJson.Element(new { });
        if (process.Form("start") is { } form)
            faults.AddRange(FormSchema.Validate(form, data));
        faults.AddRange(named.Faults);
        if (faults.Count > 0)
            throw new RefusedException(RefusalKind.Invalid, faults);
        var verified = request.MobileCode is { } code ? await codes.ConfirmAsync(request.Parties["applicant"].Mobile, code, cancellationToken) : (bool?)null;

        var (id, now) = (opening.Id, time.GetInstant());
        var record = new CaseRecord
        {
            Id = id, Number = CaseNumber.Make("310", process.Matter, ShanghaiTime.DateOf(now), opening.Sequence), QueryCode = CaseNumber.QueryCode(), Process = request.Process,
            Version = process.Definition.Version, Office = request.Office, Channel = request.Channel, Applicant = people["applicant"].Facts.Id, OpenedAt = now, State = "DRAFT",
            Contents = new CaseContents
            {
                Applicant = people["applicant"].View, Calendars = JsonSerializer.Deserialize<Dictionary<string, int>>(opening.Calendars ?? "{}")!,
            },
        };
        if (!await starter.MayStartAsync(process, CaseRunner.InstanceId(id), record.Number, cancellationToken))
            throw InstanceStarter.Denied(request.Process);
        // The row comes before the burst: what activities write refers to it.
        var open = runner.Create(record, process);
        runner.SaveNew(record);
        var facts = people.ToDictionary(party => party.Key, party => party.Value.Facts);
        parties.Join(id, facts);
        var input = new Dictionary<string, JsonElement> { ["application"] = Application(request, data, facts, verified) };
        await runner.AdvanceAsync(open, new StartWorkflow(input, record.Number), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }

    /// <summary>What opening a case needs to know, and its people registered, in one round trip; a refusal after it leaves nobody registered.</summary>
    private async Task<(Opening, IReadOnlyDictionary<string, RegisteredParty>)> LookUpAsync(StartCase request, NamedParties named, CancellationToken cancellationToken)
    {
        await using var read = await session.ReadAsync([(OpeningSql, new { request.Office, request.Process }), parties.Registering(named)], cancellationToken);
        return ((await read.SingleOrDefaultAsync<Opening>(cancellationToken))!, await parties.RegisteredAsync(named, read, cancellationToken));
    }

    /// <summary>Refuses at once who may not open cases there; an office that does not exist is one fault among those of the form and the people.</summary>
    private List<Refusal> CheckOffice(string? path)
    {
        if (path is null)
            return [new Refusal("office-unknown", "没有这个受理点。请从受理点列表中选择。", "There is no such office. Choose one from the list of offices.", "office")];
        return actor.Actor.Sees(path) ? [] : throw RefusedException.Forbidden("office-not-yours", "您不能为该受理点办理。", "You may not open cases for this office.");
    }

    private static JsonElement Application(StartCase request, JsonElement data, IReadOnlyDictionary<string, PartyFacts> people, bool? mobileVerified)
    {
        var application = new Dictionary<string, object?>();
        if (data.ValueKind == JsonValueKind.Object)
            foreach (var member in data.EnumerateObject())
                application[member.Name] = member.Value;
        application["channel"] = request.Channel;
        application["office"] = request.Office;
        application["applicant"] = people["applicant"];
        application["mobileVerified"] = mobileVerified;
        application["parties"] = people;
        return CaseJson.Element(application);
    }
}
