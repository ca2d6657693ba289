namespace CaseFlow.Host.Problems;

/// <summary>The title that every problem of a status carries.</summary>
internal static class Titles
{
    public static (string Zh, string En) Of(int status) => status switch
    {
        400 => ("请求无法读取", "The request cannot be read"),
        401 => ("尚未登录", "Not signed in"),
        403 => ("没有权限", "Not allowed"),
        404 => ("未找到", "Not found"),
        405 => ("不支持此方法", "Method not supported"),
        409 => ("当前状态不允许", "The state does not allow it"),
        413 => ("请求内容过大", "The body is too large"),
        415 => ("不支持此内容类型", "Content type not supported"),
        422 => ("输入有误", "The input is wrong"),
        429 => ("操作过于频繁", "Too many attempts"),
        503 => ("服务暂不可用", "Not available at the moment"),
        _ => status >= 500 ? ("系统内部错误", "Something broke inside") : ("请求被拒绝", "The request was refused"),
    };
}
