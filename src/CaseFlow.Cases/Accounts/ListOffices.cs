using CaseFlow.Cases.Pipeline;
using Dapper;
using MediatR;
using Npgsql;

namespace CaseFlow.Cases.Accounts;

/// <summary>The offices one may choose from, parents before children. Offices are public knowledge; what happens in them is not.</summary>
public sealed record ListOffices : IQuery<IReadOnlyList<OfficeView>>;

/// <summary>An office in the tree.</summary>
/// <param name="Kind"><c>bureau</c>, <c>district</c> or <c>station</c>; cases are opened at stations.</param>
public sealed record OfficeView(string Id, string? Parent, string NameZh, string NameEn, string Kind, string Path);

internal sealed class ListOfficesHandler(NpgsqlDataSource database) : IRequestHandler<ListOffices, IReadOnlyList<OfficeView>>
{
    public async Task<IReadOnlyList<OfficeView>> Handle(ListOffices request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<OfficeView>(
            "select id, parent_id as Parent, name_zh as NameZh, name_en as NameEn, kind, path from office order by path")];
    }
}
