using CaseFlow.Cases.Accounts;
using CaseFlow.PostgreSql;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Privacy;

/// <summary>Notes who opens a case: one row a person and day, so that a screen that refreshes itself does not fill a table. It leaves with the query's own commit.</summary>
internal sealed class CaseOpenings(PgSession session, ICurrentActor actor, TimeProvider time)
{
    public void Note(long caseId)
    {
        if (actor.Actor.Kind != ActorKind.Person)
            return;
        var now = time.GetUtcNow();
        session.Add("""
            insert into case_opening (case_id, actor, day, first_at, last_at, times) values (@caseId, @Login, @day, @now, @now, 1)
            on conflict (case_id, actor, day) do update set last_at = excluded.last_at, times = case_opening.times + 1
            """, new { caseId, actor.Actor.Login, day = ShanghaiTime.DateOf(now), now });
    }
}
