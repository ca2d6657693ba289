using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Papers;

/// <summary>The papers of a case, oldest first.</summary>
public sealed record ListPapers(string Number) : IQuery<IReadOnlyList<PaperView>>;

/// <summary>A filed paper.</summary>
public sealed record PaperView(long Id, string Template, string Locale, string Title, DateTimeOffset IssuedAt, string IssuedBy);

internal sealed class ListPapersHandler(PgSession session, CaseViews views) : IRequestHandler<ListPapers, IReadOnlyList<PaperView>>
{
    public async Task<IReadOnlyList<PaperView>> Handle(ListPapers request, CancellationToken cancellationToken) => await session.QueryAsync<PaperView>(
        "select id, template, locale, title, issued_at, issued_by from paper where case_id = @id order by id", new { id = await views.FindAsync(request.Number, cancellationToken) }, cancellationToken);
}

/// <summary>A paper as it was issued, to read or print.</summary>
public sealed record GetPaper(string Number, long Id) : IQuery<PaperText>;

/// <summary>HTML with print styles.</summary>
public sealed record PaperText(string Html);

internal sealed class GetPaperHandler(PgSession session, CaseViews views) : IRequestHandler<GetPaper, PaperText>
{
    public async Task<PaperText> Handle(GetPaper request, CancellationToken cancellationToken) => new(
        await session.SingleOrDefaultAsync<string>("select body from paper where case_id = @caseId and id = @Id", new { caseId = await views.FindAsync(request.Number, cancellationToken), request.Id }, cancellationToken)
        ?? throw RefusedException.NotFound("paper-unknown", "没有这份文书。", "There is no such paper."));
}
