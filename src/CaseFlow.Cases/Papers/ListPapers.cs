using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Papers;

/// <summary>The papers of a case, oldest first.</summary>
public sealed record ListPapers(string Number) : IQuery<IReadOnlyList<PaperView>>;

/// <summary>A filed paper.</summary>
/// <param name="Signatures">What it asks people to sign; empty where nobody signs.</param>
public sealed record PaperView(long Id, string Template, string Locale, string Title, DateTimeOffset IssuedAt, string IssuedBy, IReadOnlyList<PaperSignature> Signatures);

/// <summary>A place for a signature on a paper.</summary>
/// <param name="Signer">Whom the paper asks: <c>applicant</c>, or the role of another party.</param>
/// <param name="Label">What stands at the place, in the language of the paper.</param>
/// <param name="SignedAt">Null: not signed yet.</param>
public sealed record PaperSignature(string Signer, string Label, DateTimeOffset? SignedAt);

internal sealed class ListPapersHandler(PgSession session, CaseViews views) : IRequestHandler<ListPapers, IReadOnlyList<PaperView>>
{
    private sealed record Row(long Id, string Template, string Locale, string Title, DateTimeOffset IssuedAt, string IssuedBy, string Signatures);

    public async Task<IReadOnlyList<PaperView>> Handle(ListPapers request, CancellationToken cancellationToken) => [.. (await session.QueryAsync<Row>("""
        select p.id, p.template, p.locale, p.title, p.issued_at, p.issued_by, coalesce((
            select jsonb_agg(jsonb_build_object('signer', asked ->> 'role', 'label', asked ->> 'label', 'signedAt', s.signed_at) order by place)
            from jsonb_array_elements(p.signers) with ordinality as one (asked, place)
            left join paper_signature s on s.case_id = p.case_id and s.template = p.template and s.issued_at = p.issued_at and s.signer = asked ->> 'role'), '[]')::text as signatures
        from paper p where p.case_id = @id order by p.id
        """, new { id = await views.FindAsync(request.Number, cancellationToken) }, cancellationToken)).Select(row => new PaperView(row.Id, row.Template, row.Locale, row.Title, row.IssuedAt, row.IssuedBy,
            JsonSerializer.Deserialize<PaperSignature[]>(row.Signatures, CaseJson.Options)!))];
}

/// <summary>A paper as it was issued, to read or print, with the signatures that were given.</summary>
public sealed record GetPaper(string Number, long Id) : IQuery<PaperText>;

/// <summary>HTML with print styles.</summary>
public sealed record PaperText(string Html);

internal sealed class GetPaperHandler(PgSession session, CaseViews views, Signatures signatures) : IRequestHandler<GetPaper, PaperText>
{
    private sealed record Row(string Template, string Locale, DateTimeOffset IssuedAt, string Body);

    public async Task<PaperText> Handle(GetPaper request, CancellationToken cancellationToken)
    {
        var caseId = await views.FindAsync(request.Number, cancellationToken);
        var paper = await session.SingleOrDefaultAsync<Row>("select template, locale, issued_at, body from paper where case_id = @caseId and id = @Id", new { caseId, request.Id }, cancellationToken)
            ?? throw RefusedException.NotFound("paper-unknown", "没有这份文书。", "There is no such paper.");
        return new PaperText(await signatures.FillAsync(caseId, paper.Template, paper.IssuedAt, paper.Locale, paper.Body, cancellationToken));
    }
}
