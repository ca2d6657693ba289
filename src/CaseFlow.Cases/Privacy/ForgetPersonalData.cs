using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Privacy;

/// <summary>Lets leave what is not needed any more before its case leaves (PIPL 19, 47): one-time codes and artefacts once they have ended, delivery addresses a while after the end of a person's last case. Answers how many rows
/// of a batch left; 0: nothing is left to leave. Doing it twice changes nothing.</summary>
public sealed record ForgetPersonalData(int Batch = 500) : ICommand<int>;

internal sealed class ForgetPersonalDataHandler(PgSession session, Artefacts artefacts, HouseRules rules, TimeProvider time) : IRequestHandler<ForgetPersonalData, int>
{
    public async Task<int> Handle(ForgetPersonalData request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var codes = await session.ExecuteAsync("""
            delete from mobile_code where mobile_hash in (select mobile_hash from mobile_code where expires_at < @now order by expires_at limit @Batch for update skip locked)
            """, new { now, request.Batch }, cancellationToken);
        // Held by an open or recent case, in whatever role, or by a legal hold, an address stays. So does one that was given lately.
        var addresses = await session.ExecuteAsync("""
            update person set address = null where id in (
                select p.id from person p where p.address is not null and p.updated_at < @before
                  and not exists (select from case_file c left join legal_hold h on h.case_id = c.id where c.applicant_id = p.id and (c.closed_at is null or c.closed_at > @before or h.case_id is not null))
                  and not exists (select from case_party m join case_file c on c.id = m.case_id left join legal_hold h on h.case_id = c.id
                      where m.person_id = p.id and (c.closed_at is null or c.closed_at > @before or h.case_id is not null))
                order by p.id limit @Batch for update skip locked)
            """, new { before = now.AddDays(-rules.Privacy.AddressDays), request.Batch }, cancellationToken);
        return codes + addresses + await artefacts.ForgetAsync(request.Batch, cancellationToken);
    }
}
