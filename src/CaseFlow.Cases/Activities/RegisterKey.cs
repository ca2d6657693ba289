using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Makes the case findable for outside systems by a key of theirs, e.g. <c>waybill:1100000000018</c>. Carriers use their numbers again: a key names the case that registered it last.</summary>
[Activity("CaseFlow.RegisterKey", Zh = "登记外部编号", En = "Register outside key",
    AboutZh = "登记外部系统的编号，便于外部找到办件。",
    AboutEn = "Makes the case findable for outside systems by a key of theirs.")]
public sealed record RegisterKey(string Key) : IActivityRequest;

internal sealed class RegisterKeyHandler(PgSession session, CaseScope scope) : IRequestHandler<RegisterKey, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(RegisterKey request, CancellationToken cancellationToken)
    {
        session.Add("insert into case_key (key, case_id) values (@Key, @Id) on conflict (key) do update set case_id = excluded.case_id", new { request.Key, scope.Case.Id });
        return Task.FromResult(ActivityAnswer.Done());
    }
}
