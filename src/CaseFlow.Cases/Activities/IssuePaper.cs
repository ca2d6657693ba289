using System.Text.Json;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Renders a paper from a template and files it with the case.</summary>
/// <param name="Template">Name of <c>templates/&lt;locale&gt;/&lt;name&gt;.html.hbs</c>.</param>
/// <param name="Data">What the template finds under <c>data</c>; no personal data.</param>
[Activity("CaseFlow.IssuePaper", Category = "Papers", Zh = "出具文书", En = "Issue paper",
    AboutZh = "按模板出具文书。",
    AboutEn = "Issues a paper from a template.")]
public sealed record IssuePaper(string Template, JsonElement? Data = null) : IActivityRequest;

internal sealed class IssuePaperHandler(PaperPress press) : IRequestHandler<IssuePaper, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(IssuePaper request, CancellationToken cancellationToken) =>
        await press.IssueAsync(request.Template, request.Data ?? CaseJson.Element(null), cancellationToken)
            ? ActivityAnswer.Done() : ActivityAnswer.Failed("template-missing", $"There is no paper template named {request.Template}.");
}
