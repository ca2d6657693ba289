using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Queries;

/// <summary>The guard and the log of what the public may ask (rulebook 2.6): so many questions an hour from one address and about one number, counted over all nodes; every answer
/// is noted, also in the decision log of the case it speaks of.</summary>
public interface IPublicQueries
{
    /// <summary>Refuses who asks too often. Call it first: it takes the same time whatever is asked about.</summary>
    /// <param name="number">The mobile number, ID number or query code that is asked about.</param>
    Task GuardAsync(string number, CancellationToken cancellationToken);

    /// <summary>Notes an answer: the row <c>query ANSWER</c>.</summary>
    /// <param name="kind"><c>progress</c> or <c>logistics</c>.</param>
    /// <param name="caseId">The case it speaks of; null where it speaks of none.</param>
    /// <param name="rules">The rules it follows from.</param>
    void Note(string kind, string number, string reason, long? caseId, params string[] rules);

    /// <summary>The keyed hash by which a mobile number is found.</summary>
    byte[] KeyOf(string mobile);

    /// <summary>Uses up a code that was sent to a mobile number; a wrong one costs a try.</summary>
    Task<bool> ConfirmAsync(string mobile, string code, CancellationToken cancellationToken);
}

internal sealed class PublicQueries(PgSession session, Keyring keyring, MobileCodes codes, HouseRules rules, ICurrentActor actor, TimeProvider time) : IPublicQueries
{
    public async Task GuardAsync(string number, CancellationToken cancellationToken)
    {
        if (rules.PublicQueries is not { } limits)
            return;
        var hour = new DateTimeOffset(time.GetUtcNow().Ticks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        // The portal asks for many people from one address, and knows who they are.
        var address = actor.Actor.Is(Role.Portal) ? null : actor.Actor.Ip ?? "unknown";
        var asked = await session.QueryAsync<(bool IsAddress, int Asked)>("""
            insert into public_query_count as counted (key, since, asked) select key, @hour, 1 from unnest(@keys) as key order by key
            on conflict (key, since) do update set asked = counted.asked + 1 returning key = @address, asked
            """, new { keys = Keys(), hour, address = address is null ? [] : keyring.Hash($"address/{address}") }, cancellationToken);
        if (asked.Any(one => one.Asked > (one.IsAddress ? limits.PerAddressAndHour : limits.PerNumberAndHour)))
            throw new RefusedException(RefusalKind.TooMany, new Refusal("queries-too-many", "查询次数过多，请一小时后再试；急需的可拨打邮政服务热线11183或到受理点窗口查询。",
                "Too many questions: try again in an hour, call the postal hotline 11183, or ask at the window."));

        byte[][] Keys() => address is null ? [keyring.Hash($"number/{number}")] : [keyring.Hash($"number/{number}"), keyring.Hash($"address/{address}")];
    }

    public void Note(string kind, string number, string reason, long? caseId, params string[] rules)
    {
        var (now, key) = (time.GetUtcNow(), keyring.Hash(number));
        session.Add("insert into public_query (at, kind, reason, key, case_id) values (@now, @kind, @reason, @key, @caseId)", new { now, kind, reason, key, caseId });
        if (caseId is not null)
            session.Add("insert into decision (case_id, step, decision, reason, rules, at, by) values (@caseId, 'query', 'ANSWER', @reason, @rules, @now, @by)",
                new { caseId, reason, rules, now, by = actor.Actor.Login });
    }

    public byte[] KeyOf(string mobile) => keyring.Hash(mobile);

    public Task<bool> ConfirmAsync(string mobile, string code, CancellationToken cancellationToken) => codes.ConfirmAsync(mobile, code, cancellationToken);
}
