using System.Text.RegularExpressions;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Papers;

/// <summary>Puts signatures into papers that are read. Who works at a window or supervises sees them, and each look is noted; everybody else sees that there is one.</summary>
internal sealed partial class Signatures(PgSession session, Keyring keyring, ICurrentActor actor, TimeProvider time)
{
    /// <summary>Authenticated with what is encrypted.</summary>
    public const string Column = "signature";

    private sealed record Row(string Signer, Guid PersonId, string KeyId, byte[]? Strokes, DateTimeOffset SignedAt);

    /// <summary>The place for a signature in a paper.</summary>
    public static string Place(string signer, string label) => $"<span data-signer=\"{signer}\" data-label=\"{label}\">{label}:</span>";

    /// <summary>Whom a paper asks to sign.</summary>
    public static IReadOnlyList<Signer> AskedIn(string body) => [.. Places().Matches(body).Select(place => new Signer(place.Groups["signer"].Value, place.Groups["label"].Value))];

    public async Task<string> FillAsync(long caseId, string template, DateTimeOffset issuedAt, string locale, string body, CancellationToken cancellationToken)
    {
        if (!Places().IsMatch(body))
            return body;
        var given = (await session.QueryAsync<Row>("select signer, person_id, key_id, strokes, signed_at from paper_signature where case_id = @caseId and template = @template and issued_at = @issuedAt",
            new { caseId, template, issuedAt }, cancellationToken)).ToDictionary(row => row.Signer);
        return Places().Replace(body, place => given.TryGetValue(place.Groups["signer"].Value, out var row) ? place.Value.Replace("</span>", $" {Shown(row, caseId, template, locale)}</span>", StringComparison.Ordinal) : place.Value);
    }

    private string Shown(Row row, long caseId, string template, string locale)
    {
        var english = locale == "en";
        if (row.Strokes is null)
            return english ? "(on the printed paper)" : "（见纸质文书）";
        if (actor.Actor.Kind != ActorKind.Person || !(actor.Actor.Is(Role.Clerk) || actor.Actor.Is(Role.Manager)))
            return english ? "(signed)" : "（已签名）";
        session.Add("insert into access_log (at, actor, person_id, purpose, case_id, field) values (@now, @Login, @PersonId, @purpose, @caseId, @Column)",
            new { now = time.GetUtcNow(), actor.Actor.Login, row.PersonId, purpose = $"paper {template}", caseId, Column });
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 150\" role=\"img\" aria-label=\"{(english ? "Signature" : "签名")}\" style=\"width:40mm;height:15mm;vertical-align:middle\">"
            + $"<path d=\"{keyring.Decrypt(row.Strokes, row.KeyId, Column)}\" fill=\"none\" stroke=\"#000\" stroke-width=\"3\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>";
    }

    [GeneratedRegex("<span data-signer=\"(?<signer>[a-z-]+)\" data-label=\"(?<label>[^\"]*)\">[^<]*</span>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Places();
}

/// <summary>Whom a paper asks to sign.</summary>
/// <param name="Role">Whom its template names: <c>applicant</c>, or the role of another party.</param>
/// <param name="Label">What stands at the place, in the language of the paper.</param>
internal sealed record Signer(string Role, string Label);
