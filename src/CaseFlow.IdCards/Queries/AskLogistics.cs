using CaseFlow.Cases;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Queries;
using CaseFlow.IdCards.Post;
using CaseFlow.PostgreSql;
using Dapper;
using FluentValidation;
using MediatR;

namespace CaseFlow.IdCards.Queries;

/// <summary>Where is the card? (居民身份证物流进度查询, R53–R58). The key is the mobile number given at the application. One case: its parcel with the trace. Several: the code that was sent to
/// the number is needed, and only states and the last four digits are told. A number that nobody gave is answered in the same shape and cannot be told from one with several
/// cases.</summary>
/// <param name="MobileCode">The code from <c>POST logistics-queries/codes</c>; instead of a picture puzzle, so that everybody who can read a message can ask.</param>
public sealed record AskLogistics(string Mobile, string? MobileCode = null) : ICommand<LogisticsAnswer>;

/// <summary>The answer, always in this shape.</summary>
/// <param name="CodeRequired">Ask again with a code to learn more, if there is more.</param>
/// <param name="Text">What to tell the person, by language.</param>
/// <param name="Hotline">The postal hotline.</param>
public sealed record LogisticsAnswer(DateTimeOffset At, bool CodeRequired, IReadOnlyDictionary<string, string> Text, string Hotline, IReadOnlyList<ParcelView> Parcels);

/// <summary>A parcel without its person.</summary>
/// <param name="State">The state of the case.</param>
/// <param name="Text">What to tell, by language.</param>
/// <param name="Waybill">Masked: 11*********18, or the last four digits where there are several. Null before the hand-over.</param>
/// <param name="Trace">Its way so far; never with several cases.</param>
public sealed record ParcelView(string State, IReadOnlyDictionary<string, string> Text, string? Waybill, IReadOnlyList<TraceView> Trace);

/// <summary>One step of the way. Couriers' names and numbers are not kept, so they cannot be shown.</summary>
public sealed record TraceView(DateTimeOffset At, string Code, IReadOnlyDictionary<string, string> Text);

internal sealed class AskLogisticsValidator : AbstractValidator<AskLogistics>
{
    public AskLogisticsValidator() => RuleFor(query => query.Mobile).Matches("^1[3-9][0-9]{9}$").WithErrorCode("mobile-invalid")
        .WithMessage("手机号码应为以1开头的11位数字。|A mobile number has 11 digits and begins with 1.");
}

internal sealed class AskLogisticsHandler(PgSession session, IPublicQueries queries, Templates templates, HouseRules rules, TimeProvider time) : IRequestHandler<AskLogistics, LogisticsAnswer>
{
    private const string Hotline = "11183";

    private sealed record Row(long Id, string State, string? Delivery, string? Waybill, long? Shipment);

    private sealed record Step(long Shipment, DateTimeOffset At, string Code);

    public async Task<LogisticsAnswer> Handle(AskLogistics request, CancellationToken cancellationToken)
    {
        await queries.GuardAsync(request.Mobile, cancellationToken);
        var proved = request.MobileCode is { } code && await queries.ConfirmAsync(request.Mobile, code, cancellationToken);
        var found = await FindAsync(request.Mobile, cancellationToken);
        // Asked for everybody, found or not: the time an answer takes tells nothing.
        var steps = await StepsAsync([.. found.Select(row => row.Shipment).OfType<long>()], cancellationToken);
        if (found.Count == 0 || (found.Count > 1 && !proved))
        {
            queries.Note("logistics", request.Mobile, found.Count == 0 ? "PHONE_NO_MATCH" : "STATE", null, "R57");
            return Answer(proved ? "none" : "unproved", codeRequired: !proved, []);
        }
        foreach (var row in found)
            queries.Note("logistics", request.Mobile, ReasonOf(row), row.Id, "R53", "R54", "R57");
        return Answer(found.Count > 1 ? "several" : ReasonOf(found[0]), codeRequired: false, [.. found.Select(row => View(row, found.Count > 1, steps))]);
    }

    private async Task<IReadOnlyList<Row>> FindAsync(string mobile, CancellationToken cancellationToken) => (await session.Connection.QueryAsync<Row>(new CommandDefinition("""
        select c.id, c.state, c.facts ->> 'delivery' as delivery, s.waybill, s.id as shipment from person p
        join case_file c on c.applicant_id = p.id and c.process = 'id-card-reissue'
        left join lateral (select id, waybill from shipment where case_id = c.id order by id desc limit 1) s on true
        where p.mobile_hash = @key and c.opened_at <= @now and (c.closed_at is null or c.closed_at > @since) and c.state not in ('DRAFT', 'DRAFT_ABANDONED', 'PREQUAL_FAILED', 'REJECTED', 'WITHDRAWN')
        order by c.id desc limit 10
        """, new { key = queries.KeyOf(mobile), now = time.GetUtcNow(), since = time.GetUtcNow().AddDays(-(rules.PublicQueries?.ClosedDays ?? 0)) }, session.Transaction, cancellationToken: cancellationToken))).AsList();

    private async Task<ILookup<long, Step>> StepsAsync(long[] shipments, CancellationToken cancellationToken) => (await session.Connection.QueryAsync<Step>(new CommandDefinition(
        "select shipment_id as shipment, at, code from shipment_event where shipment_id = any(@shipments) order by shipment_id, id", new { shipments },
        session.Transaction, cancellationToken: cancellationToken))).ToLookup(step => step.Shipment);

    /// <summary>Before the hand-over there is nothing to trace (R54); who collects at the counter has no parcel (R53).</summary>
    private static string ReasonOf(Row row) => row.Waybill is not null ? "TRACKING_LIST" : row.Delivery == "counter" ? "STATE" : "NOT_HANDED_TO_EMS";

    private ParcelView View(Row row, bool oneOfSeveral, ILookup<long, Step> steps)
    {
        var waybill = row.Waybill is null ? null : Waybill.Read(row.Waybill);
        return new ParcelView(row.State, templates.Words(waybill is null ? "logistics" : "state", waybill is null ? ReasonOf(row) : row.State),
            oneOfSeveral ? waybill?.Value[^4..] : waybill?.Masked,
            oneOfSeveral || row.Shipment is not { } shipment ? [] : [.. steps[shipment].Select(step => new TraceView(step.At, step.Code, templates.Words("post", step.Code)))]);
    }

    private LogisticsAnswer Answer(string text, bool codeRequired, IReadOnlyList<ParcelView> parcels) =>
        new(time.GetUtcNow(), codeRequired, templates.Words("logistics", text), Hotline, parcels);
}
