using System.Collections.Frozen;

namespace CaseFlow.Workflows.Activities;

/// <summary>Answers the HTTP request that this burst came from. Where none did, or it was answered before, the journal tells of it and nobody else.</summary>
internal sealed class WriteHttpResponse : ActivityKind
{
    private const int LongestContent = 1_000_000;

    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.WriteHttpResponse", "HTTP", "返回 HTTP 响应", "Write HTTP response",
        [Takes("statusCode", "String"), Takes("content", "Object"), Takes("contentType", "String"), Takes("responseHeaders", "ObjectDictionary")])
        .About("回答到来的 HTTP 请求。", "Answers the HTTP request that came in.");

    public override void Check(ActivityNode node, Findings findings)
    {
        if (node.Inputs.TryGetValue("statusCode", out var input) && input.Expression is LiteralExpression { Value: var value } && StatusCodes.Find(Conversion.ToText(value)) is null)
            findings.Error("status-code-unknown", node, input.Path, "未知的 HTTP 状态码。", "This is no HTTP status code: use a name such as OK, or a number from 200 to 599.");
    }

    public override void Begin(Step step)
    {
        var given = step.Text("statusCode");
        var status = string.IsNullOrWhiteSpace(given) ? 200 : StatusCodes.Find(given) ?? throw new ActivityFault("status-code-unknown", $"'{given}' is no HTTP status code.");
        var content = step.Input("content") ?? Conversion.Null;
        if (content.GetRawText().Length > LongestContent)
            throw new ActivityFault("content-too-large", $"The content of '{step.Node.Id}' is longer than {LongestContent} characters.");
        step.Record(new HttpResponseWritten(step.Token, step.Node.NodeId, status, step.Text("contentType"),
            HttpHeaders.Read(step.Input("responseHeaders") ?? Conversion.Null), content));
        step.Complete();
    }
}

/// <summary>Status codes by the names that definition files use.</summary>
internal static class StatusCodes
{
    private static readonly FrozenDictionary<string, int> ByName = new Dictionary<string, int>
    {
        ["OK"] = 200, ["Created"] = 201, ["Accepted"] = 202, ["NonAuthoritativeInformation"] = 203, ["NoContent"] = 204, ["ResetContent"] = 205, ["PartialContent"] = 206,
        ["MultiStatus"] = 207, ["AlreadyReported"] = 208, ["IMUsed"] = 226, ["MultipleChoices"] = 300, ["Ambiguous"] = 300, ["MovedPermanently"] = 301, ["Moved"] = 301,
        ["Found"] = 302, ["Redirect"] = 302, ["SeeOther"] = 303, ["RedirectMethod"] = 303, ["NotModified"] = 304, ["UseProxy"] = 305, ["TemporaryRedirect"] = 307,
        ["RedirectKeepVerb"] = 307, ["PermanentRedirect"] = 308, ["BadRequest"] = 400, ["Unauthorized"] = 401, ["PaymentRequired"] = 402, ["Forbidden"] = 403,
        ["NotFound"] = 404, ["MethodNotAllowed"] = 405, ["NotAcceptable"] = 406, ["ProxyAuthenticationRequired"] = 407, ["RequestTimeout"] = 408, ["Conflict"] = 409,
        ["Gone"] = 410, ["LengthRequired"] = 411, ["PreconditionFailed"] = 412, ["RequestEntityTooLarge"] = 413, ["RequestUriTooLong"] = 414, ["UnsupportedMediaType"] = 415,
        ["RequestedRangeNotSatisfiable"] = 416, ["ExpectationFailed"] = 417, ["MisdirectedRequest"] = 421, ["UnprocessableEntity"] = 422, ["UnprocessableContent"] = 422,
        ["Locked"] = 423, ["FailedDependency"] = 424, ["UpgradeRequired"] = 426, ["PreconditionRequired"] = 428, ["TooManyRequests"] = 429,
        ["RequestHeaderFieldsTooLarge"] = 431, ["UnavailableForLegalReasons"] = 451, ["InternalServerError"] = 500, ["NotImplemented"] = 501, ["BadGateway"] = 502,
        ["ServiceUnavailable"] = 503, ["GatewayTimeout"] = 504, ["HttpVersionNotSupported"] = 505, ["VariantAlsoNegotiates"] = 506, ["InsufficientStorage"] = 507,
        ["LoopDetected"] = 508, ["NotExtended"] = 510, ["NetworkAuthenticationRequired"] = 511,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null if it is none: 1xx ends no exchange.</summary>
    public static int? Find(string text) => ByName.TryGetValue(text.Trim(), out var known) ? known
        : int.TryParse(text, out var number) && number is >= 200 and <= 599 ? number : null;
}
