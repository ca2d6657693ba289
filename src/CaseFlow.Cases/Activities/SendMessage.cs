using System.Text.Json;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Sends a text message to somebody of the case. It leaves after the commit, at least once, with an idempotency key.</summary>
/// <param name="Template">Name of <c>templates/&lt;locale&gt;/&lt;name&gt;.sms.hbs</c>.</param>
/// <param name="To"><c>applicant</c>, or the id of a person of the case.</param>
/// <param name="Data">What the template finds under <c>data</c>; no personal data.</param>
[Activity("CaseFlow.SendMessage", Category = "Messages", Zh = "发送短信", En = "Send message",
    AboutZh = "按模板发送短信。",
    AboutEn = "Sends a text message from a template.")]
public sealed record SendMessage(string Template, string To = "applicant", JsonElement? Data = null, string Locale = "zh-CN") : IActivityRequest;

internal sealed class SendMessageHandler(MessagePost post, CaseScope scope) : IRequestHandler<SendMessage, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(SendMessage request, CancellationToken cancellationToken)
    {
        var person = request.To == "applicant" ? scope.Case.Applicant : Guid.TryParse(request.To, out var id) ? id : (Guid?)null;
        if (person is null)
            return ActivityAnswer.Failed("recipient-unknown", $"'{request.To}' is neither the applicant nor a person's id.");
        return await post.QueueAsync(person.Value, request.Template, request.Locale, request.Data ?? CaseJson.Element(null), cancellationToken)
            ? ActivityAnswer.Done() : ActivityAnswer.Failed("template-missing", $"There is no message template named {request.Template}.");
    }
}
