using System.Collections.Immutable;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Queries;

/// <summary>How far is it? (居民身份证办理进度查询, R24). A citizen who has signed in asks through the portal for their own cases; whoever holds the query code from a paper asks for that case.
/// Nothing in the answer names the person.</summary>
/// <param name="Person">The citizen whom the portal has signed in; name and number must agree.</param>
/// <param name="QueryCode">The eight characters of the paper.</param>
public sealed record AskProgress(PartyInput? Person = null, string? QueryCode = null) : ICommand<ProgressAnswer>;

/// <summary>Where the cases stand, the newest first; empty where there is none that belongs to the question.</summary>
public sealed record ProgressAnswer(DateTimeOffset At, IReadOnlyList<ProgressView> Cases);

/// <summary>A case as its citizen sees it.</summary>
/// <param name="StateName">What the state is called, by language.</param>
/// <param name="UsedDays">Working days of the promised limit that are used; null where no limit runs.</param>
/// <param name="Next">What happens next, by language; empty where nothing does.</param>
/// <param name="Bring">What to bring, by language; empty where nothing is needed.</param>
/// <param name="Office">Where, by language.</param>
public sealed record ProgressView(string Number, string Process, string State, IReadOnlyDictionary<string, string> StateName, bool Closed, DateOnly OpenedOn, int? UsedDays, int? RemainingDays,
    DateOnly? DeadlineDate, bool? Provisional, IReadOnlyDictionary<string, string> Next, IReadOnlyDictionary<string, string> Bring, IReadOnlyDictionary<string, string> Office);

internal sealed class AskProgressValidator : AbstractValidator<AskProgress>
{
    public AskProgressValidator() => RuleFor(query => query).Must(query => query.Person is null != string.IsNullOrWhiteSpace(query.QueryCode)).WithErrorCode("query-by-one")
        .WithMessage("请登录后查询本人办件，或输入凭证上的查询码。|Ask for your own cases after signing in, or by the query code of a paper.");
}

internal sealed class AskProgressHandler(
    PgSession session, CaseReader cases, ClockViews clocks, PersonStore people, Keyring keyring, Templates templates, PublicQueries queries, ICurrentActor actor, TimeProvider time)
    : IRequestHandler<AskProgress, ProgressAnswer>
{
    private const int Most = 10;

    private sealed record Office(string Id, string NameZh, string NameEn);

    public async Task<ProgressAnswer> Handle(AskProgress request, CancellationToken cancellationToken)
    {
        if (request.Person is not null && !actor.Actor.Is(Role.Portal))
            throw RefusedException.Forbidden("sign-in-needed", "查询本人办件须先登录随申办；也可凭领证凭证上的查询码查询。", "Sign in to ask for your own cases, or ask by the query code of your receipt.");
        var asked = request.Person?.IdNumber ?? request.QueryCode!.Trim().ToUpperInvariant();
        await queries.GuardAsync(asked, cancellationToken);
        var ids = request.Person is { } person ? await OfPersonAsync(person, cancellationToken)
            : await session.QueryAsync<long>("select id from case_file where query_code = @asked", new { asked }, cancellationToken);
        var records = await cases.ReadAsync([.. ids], cancellationToken);
        var offices = (await session.QueryAsync<Office>("select id, name_zh, name_en from office where id = any(@ids)", new { ids = records.Select(one => one.Office).Distinct().ToArray() },
            cancellationToken)).ToDictionary(office => office.Id);
        var views = new List<ProgressView>();
        foreach (var record in records.OrderByDescending(one => one.Id))
        {
            queries.Note("progress", asked, "STATE", record.Id, "R24");
            views.Add(await ViewAsync(record, offices[record.Office], cancellationToken));
        }
        if (views.Count == 0)
            queries.Note("progress", asked, "STATE", null, "R24");
        return new ProgressAnswer(time.GetUtcNow(), views);
    }

    private async Task<IReadOnlyList<long>> OfPersonAsync(PartyInput person, CancellationToken cancellationToken)
    {
        var id = await session.SingleOrDefaultAsync<Guid?>("select id from person where id_number_hash = @hash", new { hash = keyring.Hash(person.IdNumber) }, cancellationToken);
        // Number and name are two facts: who does not know both asks about nobody.
        return id is not { } known || (await people.GetAsync(known, "query progress", cancellationToken)).Name != person.Name.Trim() ? []
            : await session.QueryAsync<long>("select id from case_file where applicant_id = @known order by id desc limit @Most", new { known, Most }, cancellationToken);
    }

    private async Task<ProgressView> ViewAsync(CaseRecord record, Office office, CancellationToken cancellationToken)
    {
        var promise = (await clocks.OfAsync(record.Contents, withStrip: false, cancellationToken)).FirstOrDefault(clock => clock.Name == "promise");
        return new ProgressView(record.Number, record.Process, record.State, Words("state", record.State), record.ClosedAt is not null, ShanghaiTime.DateOf(record.OpenedAt),
            promise?.UsedDays, promise?.RemainingDays, promise?.DeadlineDate, promise?.Provisional, Words("next", record.State), Words("bring", record.State),
            new Dictionary<string, string> { ["zh-CN"] = office.NameZh, ["en"] = office.NameEn });
    }

    private ImmutableDictionary<string, string> Words(string kind, string code) => templates.Words(kind, code);
}
