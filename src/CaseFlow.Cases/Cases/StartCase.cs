using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Privacy;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Searching;
using CaseFlow.PostgreSql;
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
/// <param name="DuplicateReason">Why a second case is opened though the person has an open one of the same matter; the log keeps it.</param>
public sealed record StartCase(string Process, string Office, string Channel, Dictionary<string, PartyInput> Parties, JsonElement? Data = null, string? MobileCode = null, string? DuplicateReason = null)
    : ICommand<CaseChange>;

internal sealed class StartCaseValidator : AbstractValidator<StartCase>
{
    public StartCaseValidator()
    {
        RuleFor(command => command.Process).NotEmpty().WithErrorCode("process-missing").WithMessage("请选择要办理的事项。|Choose the process.");
        RuleFor(command => command.Office).NotEmpty().WithErrorCode("office-missing").WithMessage("请选择受理点。|Choose the office.");
        RuleFor(command => command.Channel).Must(channel => channel is "app" or "counter").WithErrorCode("channel-unknown").WithMessage("办理渠道应为 app 或 counter。|The channel is app or counter.");
        RuleFor(command => command.Parties).Must(parties => parties?.ContainsKey("applicant") == true).WithErrorCode("applicant-missing").WithMessage("请填写申请人。|Name the applicant.");
        RuleFor(command => command.DuplicateReason!).IsAReason().When(command => command.DuplicateReason is not null);
        RuleFor(command => command.Parties).Must(parties => parties is null || parties.Count <= 10).WithErrorCode("parties-too-many").WithMessage("人员不能超过10名。|At most 10 people.");
    }
}

internal sealed class StartCaseHandler(
    PgSession session, ProcessCatalogue processes, Parties parties, MobileCodes codes, Artefacts artefacts, CaseRunner runner, CaseOpening opening, CaseViews views, Duplicates duplicates, ICurrentActor actor)
    : IRequestHandler<StartCase, CaseChange>
{
    public async Task<CaseChange> Handle(StartCase request, CancellationToken cancellationToken)
    {
        if (request.Channel == "app" != actor.Actor.Is(Role.Portal))
            throw RefusedException.Forbidden("channel-not-yours", "线上申请只能由统一门户提交，窗口申请只能由窗口人员提交。", "Online applications come from the portal, counter applications from a clerk.");
        var named = parties.Name(request.Parties);
        var (ground, people) = await LookUpAsync(request, named, cancellationToken);
        var faults = CheckOffice(ground.OfficePath);
        var process = await processes.GetAsync(request.Process, ground.Version ?? throw ProcessCatalogue.Unknown(), cancellationToken);
        var data = request.Data ?? CaseJson.Element(new { });
        JsonElement[] forms = process.Form("start") is { } form ? [form] : [];
        faults.AddRange(forms.SelectMany(one => FormSchema.Validate(one, data)));
        faults.AddRange(named.Faults);
        if (faults.Count > 0)
            throw new RefusedException(RefusalKind.Invalid, faults);
        var duplicate = await duplicates.CheckAsync(request.Process, people["applicant"].Facts.Id, request.DuplicateReason, cancellationToken);
        var verified = request.MobileCode is { } code ? await codes.ConfirmAsync(request.Parties["applicant"].Mobile, code, cancellationToken) : (bool?)null;
        var open = await opening.OpenAsync(ground, process, request.Office, request.Channel, people, artefacts.SetAside(forms, data), new Dictionary<string, object?> { ["mobileVerified"] = verified }, cancellationToken, duplicate);
        runner.Save(open);
        return (await views.ChangeAsync(open, cancellationToken)) with { Doubts = named.Doubts };
    }

    /// <summary>What opening a case needs to know, and its people registered, in one round trip; a refusal after it leaves nobody registered.</summary>
    private async Task<(CaseOpening.Ground, IReadOnlyDictionary<string, RegisteredParty>)> LookUpAsync(StartCase request, NamedParties named, CancellationToken cancellationToken)
    {
        await using var read = await session.ReadAsync([(CaseOpening.GroundSql, new { request.Office, request.Process }), parties.Registering(named)], cancellationToken);
        return ((await read.SingleOrDefaultAsync<CaseOpening.Ground>(cancellationToken))!, await parties.RegisteredAsync(named, read, cancellationToken));
    }

    /// <summary>Refuses at once who may not open cases there; an office that does not exist is one fault among those of the form and the people.</summary>
    private List<Refusal> CheckOffice(string? path)
    {
        if (path is null)
            return [new Refusal("office-unknown", "没有这个受理点。请从受理点列表中选择。", "There is no such office. Choose one from the list of offices.", "office")];
        return actor.Actor.Sees(path) ? [] : throw RefusedException.Forbidden("office-not-yours", "您不能为该受理点办理。", "You may not open cases for this office.");
    }
}
