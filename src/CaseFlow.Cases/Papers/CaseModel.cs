using System.Text.Json;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Papers;

/// <summary>What a template may say about the case. Personal data are masked as in public: a message can be read over a shoulder.</summary>
internal sealed class CaseModel(PgSession session, IPersonStore people, ClockStore clocks, CaseScope scope)
{
    private sealed record Office(string NameZh, string NameEn);

    public async Task<JsonElement> BuildAsync(string locale, JsonElement data, string purpose, CancellationToken cancellationToken)
    {
        var record = scope.Case;
        var applicant = await people.GetAsync(record.Applicant, purpose, cancellationToken);
        var office = await session.SingleOrDefaultAsync<Office>("select name_zh, name_en from office where id = @Office", new { record.Office }, cancellationToken);
        return CaseJson.Element(new
        {
            @case = new
            {
                record.Number, record.QueryCode, record.Process, record.State, record.Channel, openedOn = ShanghaiTime.DateOf(record.OpenedAt),
                office = new { id = record.Office, name = locale == "en" ? office?.NameEn : office?.NameZh },
            },
            applicant = new { name = Masks.Name(applicant.Name), idNumber = Masks.IdNumberPublic(applicant.IdNumber), mobile = applicant.Mobile is { } mobile ? Masks.Mobile(mobile) : null },
            clock = await ClockAsync(cancellationToken),
            facts = record.Facts,
            data,
            today = ShanghaiTime.DateOf(scope.Now),
        });
    }

    private async Task<object?> ClockAsync(CancellationToken cancellationToken)
    {
        if (clocks.Find("promise") is not { } ledger)
            return null;
        var reading = await clocks.ReadAsync(ledger, cancellationToken);
        return new { deadline = reading.DeadlineDate, reading.Provisional, reading.UsedDays, reading.OverdueDays, reading.RemainingDays, startedOn = ShanghaiTime.DateOf(ledger.StartedAt) };
    }
}
