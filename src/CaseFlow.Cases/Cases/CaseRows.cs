using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Cases;

/// <summary>Rows of case lists: one statement for the cases, one for the people in them.</summary>
internal sealed class CaseRows(PgSession session, PersonStore people)
{
    /// <summary>What the columns need beside <c>case_file c</c>.</summary>
    public const string Joins = "join office o on o.id = c.office_id left join clock k on k.case_id = c.id and k.name = 'promise'";

    private const string Columns = """
        c.id, c.number, c.process, c.state, c.closed_at is not null as closed, c.office_id as office, c.applicant_id as applicant, c.opened_at, k.deadline, k.provisional,
        (select s.kind from signal s where s.case_id = c.id and s.kind in ('amber', 'red') order by s.id desc limit 1) as colour
        """;

    private sealed record Row(long Id, string Number, string Process, string State, bool Closed, string Office, Guid Applicant, DateTimeOffset OpenedAt, DateOnly? Deadline, bool? Provisional, string? Colour);

    /// <param name="from">The rest of the statement, from its <c>from</c> on.</param>
    public async Task<IReadOnlyList<CaseListRow>> ReadAsync(string from, object parameters, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>($"select {Columns} {from}", parameters, cancellationToken);
        var names = await people.MaskedAsync([.. rows.Select(row => row.Applicant).Distinct()], cancellationToken);
        return [.. rows.Select(row => new CaseListRow(row.Id, row.Number, row.Process, row.State, row.Closed, row.Office, row.Applicant, names[row.Applicant].Name, row.OpenedAt, row.Deadline, row.Provisional, row.Colour))];
    }
}
