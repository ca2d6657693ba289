using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using Dapper;
using MediatR;

namespace CaseFlow.LibraryCards;

/// <summary>Gives the reader the next card number, once a case: a visit that is repeated finds the number it was given.</summary>
[Activity("Library.NumberCard", Category = "Library", Zh = "编借书证号", En = "Number library card",
    AboutZh = "为读者编借书证号。", AboutEn = "Gives the reader the next card number.")]
public sealed record NumberLibraryCard : IActivityRequest;

internal sealed class NumberLibraryCardHandler(PgSession session, CaseScope scope) : IRequestHandler<NumberLibraryCard, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(NumberLibraryCard request, CancellationToken cancellationToken)
    {
        var number = await session.Connection.QuerySingleAsync<long>(new CommandDefinition("""
            insert into library_card (case_id, reader_id, issued_at) values (@Id, @Applicant, @Now) on conflict (case_id) do update set case_id = excluded.case_id returning number
            """, new { scope.Case.Id, scope.Case.Applicant, scope.Now }, session.Transaction, cancellationToken: cancellationToken));
        return ActivityAnswer.Done(new { number });
    }
}
