using System.Text.RegularExpressions;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Papers;

/// <summary>Takes the signature that a paper asks for (签名), once: a signature is never replaced. What was drawn is encrypted, in a table of its own; variables and the journal never see it.</summary>
/// <param name="Signer">Whom the paper asks, as its template calls them: <c>applicant</c>, or the role of another party.</param>
/// <param name="Strokes">What was drawn, as the path of an SVG on a field of 400 by 150: <c>M12 30L13 31…</c>, at most 16 KB; null: it is signed on the printed paper.</param>
public sealed record SignPaper(string Number, long Paper, string Signer, string? Strokes = null) : ICommand<IReadOnlyList<PaperView>>;

internal sealed partial class SignPaperValidator : AbstractValidator<SignPaper>
{
    public SignPaperValidator() => RuleFor(command => command.Strokes).Must(strokes => strokes is null || (strokes.Length <= 16_384 && Path().IsMatch(strokes))).WithErrorCode("signature-invalid")
        .WithMessage("签名无法识别，请重新签名。|The signature cannot be read: sign again.");

    // Only this goes into papers, so nothing but lines can be drawn with it.
    [GeneratedRegex(@"^(M\d{1,3} \d{1,3}(L\d{1,3} \d{1,3})+)+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Path();
}

internal sealed class SignPaperHandler(PgSession session, CaseViews views, Keyring keyring, IRequestHandler<ListPapers, IReadOnlyList<PaperView>> papers, ICurrentActor actor, TimeProvider time)
    : IRequestHandler<SignPaper, IReadOnlyList<PaperView>>
{
    private sealed record Asked(string Template, DateTimeOffset IssuedAt, bool Asks, string Office, Guid Person);

    public async Task<IReadOnlyList<PaperView>> Handle(SignPaper request, CancellationToken cancellationToken)
    {
        var caseId = await views.FindAsync(request.Number, cancellationToken);
        var paper = await session.SingleOrDefaultAsync<Asked>("""
            select p.template, p.issued_at, coalesce(p.signers @> jsonb_build_array(jsonb_build_object('role', @Signer::text)), false) as asks, c.office_id as office,
                   coalesce((select y.person_id from case_party y where y.case_id = c.id and y.role = @Signer order by y.person_id desc limit 1), c.applicant_id) as person
            from paper p join case_file c on c.id = p.case_id where p.case_id = @caseId and p.id = @Paper
            """, new { caseId, request.Paper, request.Signer }, cancellationToken) ?? throw RefusedException.NotFound("paper-unknown", "没有这份文书。", "There is no such paper.");
        if (!paper.Asks)
            throw RefusedException.Invalid("signature-not-asked", "这份文书不需要此人签名。", "The paper does not ask this person to sign.", "signer");
        var signed = await session.ExecuteAsync("""
            insert into paper_signature (case_id, template, issued_at, signer, person_id, key_id, strokes, signed_at, taken_by)
            values (@caseId, @Template, @IssuedAt, @Signer, @Person, @key, @strokes, @now, @Login) on conflict do nothing
            """, new
        {
            caseId, paper.Template, paper.IssuedAt, request.Signer, paper.Person, key = keyring.CurrentKeyId, strokes = request.Strokes is { } drawn ? keyring.Encrypt(drawn, Signatures.Column) : null,
            now = time.GetUtcNow(), actor.Actor.Login,
        }, cancellationToken);
        if (signed == 0)
            throw RefusedException.Conflict("signature-given", "这份文书已经签名，签名不能更换。", "The paper is signed; a signature is never replaced.");
        session.Announce(News.CaseNews.Subject(request.Number, paper.Office));
        return await papers.Handle(new ListPapers(request.Number), cancellationToken);
    }
}
