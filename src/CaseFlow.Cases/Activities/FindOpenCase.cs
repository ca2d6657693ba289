using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using Dapper;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Finds what else is under way for a person: the newest open case of a process. Result: <c>{number, state, office, openedAt, parties}</c>, the people by role as ids;
/// null if there is none.</summary>
/// <param name="Person">Whose case.</param>
/// <param name="Process">Of which process, e.g. <c>id-card-reissue</c>.</param>
[Activity("CaseFlow.FindOpenCase", Zh = "查找在办办件", En = "Find an open case",
    AboutZh = "查找某人正在办理的另一事项。",
    AboutEn = "Finds what else is under way for a person.")]
public sealed record FindOpenCase(Guid Person, string Process) : IActivityRequest;

internal sealed class FindOpenCaseHandler(PgSession session, CaseScope scope) : IRequestHandler<FindOpenCase, ActivityAnswer>
{
    private sealed record Row(string Number, string State, string Office, DateTimeOffset OpenedAt, string? Parties);

    public async Task<ActivityAnswer> Handle(FindOpenCase request, CancellationToken cancellationToken)
    {
        var found = await session.Connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition("""
            select c.number, c.state, c.office_id as office, c.opened_at,
                   (select json_object_agg(role, person_id)::text from case_party p where p.case_id = c.id) as parties
            from case_file c where c.applicant_id = @Person and c.process = @Process and c.closed_at is null and c.id <> @Id order by c.id desc limit 1
            """, new { request.Person, request.Process, Id = scope.CaseId ?? 0 }, session.Transaction, cancellationToken: cancellationToken));
        return ActivityAnswer.Done(found is null ? null : new
        {
            found.Number, found.State, found.Office, found.OpenedAt, parties = CaseJson.Element(found.Parties is null ? new { } : System.Text.Json.JsonElement.Parse(found.Parties)),
        });
    }
}
