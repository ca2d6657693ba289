using System.Text.Json;
using CaseFlow.Cases.Activities;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Running;
using CaseFlow.Cases.Searching;
using CaseFlow.Sla;
using CaseFlow.Workflows;

namespace CaseFlow.Cases.Cases;

/// <summary>How every case begins, whoever wants it: a clerk, the portal, an outside system.</summary>
internal sealed class CaseOpening(Parties parties, CaseRunner runner, InstanceStarter starter, DecisionLog log, InterventionLog interventions, TimeProvider time)
{
    /// <summary>What a case needs before it can be opened, in one round trip.</summary>
    /// <param name="OfficePath">Null where there is no such station.</param>
    /// <param name="Version">The newest released version; null where there is none.</param>
    public sealed record Ground(long Id, long Sequence, string? OfficePath, int? Version, string? Calendars);

    /// <summary>Reads it, for <c>@Process</c> and <c>@Office</c>.</summary>
    public const string GroundSql = """
        select nextval('case_file_id') as id, nextval('case_number') as sequence, (select path from office where id = @Office and kind = 'station') as office_path,
               (select max(version) from definition where id = @Process and published_at is not null) as version, (select json_object_agg(id, version)::text from calendar) as calendars
        """;

    /// <summary>Opens it and plays its first burst. <see cref="CaseRunner.Save"/> is the caller's.</summary>
    /// <param name="people">By role; <c>applicant</c> is among them.</param>
    /// <param name="data">The form.</param>
    /// <param name="known">What the process finds beside it.</param>
    /// <param name="duplicate">What is noted of an open case of the same matter.</param>
    public async Task<OpenInstance> OpenAsync(Ground ground, ProcessVersion process, string office, string channel, IReadOnlyDictionary<string, RegisteredParty> people, JsonElement data,
        IReadOnlyDictionary<string, object?> known, CancellationToken cancellationToken, Duplicate? duplicate = null)
    {
        var (id, now) = (ground.Id, time.GetInstant());
        var record = new CaseRecord
        {
            Id = id, Number = CaseNumber.Make("310", process.Matter, ShanghaiTime.DateOf(now), ground.Sequence), QueryCode = CaseNumber.QueryCode(), Process = process.Definition.DefinitionId,
            Version = process.Definition.Version, Office = office, Channel = channel, Applicant = people["applicant"].Facts.Id, OpenedAt = now, State = "DRAFT",
            Contents = new CaseContents
            {
                Applicant = people["applicant"].View, Calendars = JsonSerializer.Deserialize<Dictionary<string, int>>(ground.Calendars ?? "{}")!,
            },
        };
        if (!await starter.MayStartAsync(process, CaseRunner.InstanceId(id), record.Number, cancellationToken))
            throw InstanceStarter.Denied(record.Process);
        // The row comes before the burst: what activities write refers to it.
        var open = runner.Create(record, process);
        runner.SaveNew(record);
        var facts = people.ToDictionary(party => party.Key, party => party.Value.Facts);
        parties.Join(id, facts);
        if (duplicate is not null)
            log.Add("duplicate", duplicate.Reason is null ? "WARNED" : "OVERRIDDEN", "DUPLICATE");
        if (duplicate?.Reason is { } reason)
            interventions.Add(nameof(StartCase), reason, new { });
        var application = new Dictionary<string, object?>();
        if (data.ValueKind == JsonValueKind.Object)
            foreach (var member in data.EnumerateObject())
                application[member.Name] = member.Value;
        foreach (var (name, value) in known)
            application[name] = value;
        application["channel"] = channel;
        application["office"] = office;
        application["applicant"] = facts["applicant"];
        application["parties"] = facts;
        var input = new Dictionary<string, JsonElement> { ["application"] = CaseJson.Element(application) };
        await runner.AdvanceAsync(open, new StartWorkflow(input, record.Number), cancellationToken);
        return open;
    }
}
