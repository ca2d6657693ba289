using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;

namespace CaseFlow.Cases.Papers;

/// <summary>Renders papers of the case that is being advanced and files them. A paper is what was said at that moment: it is stored as rendered.</summary>
internal sealed partial class PaperPress(PgSession session, Templates templates, CaseModel model, CaseScope scope)
{
    private static readonly string[] Locales = ["zh-CN", "en"];

    /// <summary>Files the paper in every locale that has it.</summary>
    public async Task<bool> IssueAsync(string template, JsonElement data, CancellationToken cancellationToken)
    {
        var found = Locales.Where(locale => templates.Has(locale, $"{template}.html")).ToList();
        foreach (var locale in found)
        {
            var body = templates.Render(locale, $"{template}.html", await model.BuildAsync(locale, data, $"paper {template}", cancellationToken));
            var title = Title().Match(body) is { Success: true } match ? match.Groups["title"].Value : template;
            var signers = Signatures.AskedIn(body);
            session.Add("insert into paper (case_id, template, locale, title, body, issued_at, issued_by, signers) values (@Id, @template, @locale, @title, @body, @Now, @by, @signers::jsonb)",
                new { scope.Case.Id, template, locale, title, body, scope.Now, by = scope.Actor.Login, signers = signers.Count > 0 ? JsonSerializer.Serialize(signers, CaseJson.Options) : null });
        }
        return found.Count > 0;
    }

    [GeneratedRegex("<title>(?<title>[^<]*)</title>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Title();
}
