namespace CaseFlow.Host.Problems;

/// <summary>The problems that the framework reports by a bare status.</summary>
internal static class StatusProblems
{
    public static Problem Of(int status) => status switch
    {
        401 => new Problem(401, "not-signed-in",
            "请先登录（POST /api/v1/sign-in），外部系统请使用 Bearer 令牌。", "Sign in first (POST /api/v1/sign-in); systems send a bearer token."),
        403 => new Problem(403, "not-allowed", "您的角色无权执行此操作。", "Your role does not allow this."),
        404 => new Problem(404, "unknown-address", "没有这个地址。可用接口见 /openapi/v1.json。", "No such address. The API is described at /openapi/v1.json."),
        405 => new Problem(405, "method-not-supported", "此地址不支持该方法，见 Allow 响应头。", "This address does not support the method; see the Allow header."),
        413 => new Problem(413, "body-too-large", $"请求内容超过 {Web.Limits.BodyText}。", $"The body is larger than {Web.Limits.BodyText}."),
        415 => new Problem(415, "content-type-not-supported", "请以 application/json 发送请求正文。", "Send the body as application/json."),
        _ => new Problem(status, "request-refused", "请求无法处理。", "The request cannot be handled."),
    };
}
