using System.Text.Json;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using MediatR;

namespace CaseFlow.Cases.Cases;

/// <summary>Opens a case that follows from another one, for its applicant at its office. Only processes ask for it (<c>CaseFlow.OpenCase</c>).</summary>
/// <param name="Follows">The case it follows from.</param>
internal sealed record FollowCase(long Follows, string Process, JsonElement Data) : ICommand<FollowingCase>;

/// <summary>The case that was opened.</summary>
internal sealed record FollowingCase(string Number);

internal sealed class FollowCaseHandler(PgSession session, ProcessCatalogue processes, PersonStore people, CaseOpening opening, CaseRunner runner, TimeProvider time)
    : IRequestHandler<FollowCase, FollowingCase>
{
    private sealed record Before(string Number, string Office, string Channel, Guid ApplicantId);

    public async Task<FollowingCase> Handle(FollowCase request, CancellationToken cancellationToken)
    {
        var before = await session.SingleAsync<Before>("select number, office_id as office, channel, applicant_id from case_file where id = @Follows", request, cancellationToken);
        var ground = await session.SingleAsync<CaseOpening.Ground>(CaseOpening.GroundSql, new { request.Process, before.Office }, cancellationToken);
        var process = await processes.GetAsync(request.Process, ground.Version ?? throw ProcessCatalogue.Unknown(), cancellationToken);
        var applicant = await people.GetAsync(before.ApplicantId, $"open {request.Process}", cancellationToken);
        var today = ShanghaiTime.DateOf(time.GetUtcNow());
        var sex = CitizenId.TryParse(applicant.IdNumber, today, out var number, out _) ? number!.Sex : "";
        var party = new RegisteredParty(new PartyFacts(applicant.Id, applicant.AgeOn(today), sex), people.Masked(applicant));
        var open = await opening.OpenAsync(ground, process, before.Office, before.Channel, new Dictionary<string, RegisteredParty> { ["applicant"] = party }, request.Data,
            new Dictionary<string, object?> { ["follows"] = before.Number }, cancellationToken);
        runner.Save(open);
        return new FollowingCase(open.Record.Number);
    }
}
