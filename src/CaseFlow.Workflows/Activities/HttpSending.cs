using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Calls an address outside. The engine only issues the request: the call is made after the commit, and its answer is a later stimulus.
/// Everything issued is journalled, so a secret travels as the name of a credential and never as itself.</summary>
internal abstract class HttpSending(string type, string zh, string en, ImmutableArray<ActivityInput> more, ImmutableArray<string>? ports = null) : ActivityKind
{
    /// <summary>The request that all of these kinds issue.</summary>
    public const string Request = "Elsa.SendHttpRequest";

    /// <summary>A header or authorization with this prefix names a credential of the installation.</summary>
    public const string CredentialPrefix = "credential:";

    /// <summary>How a call ended; stored in jobs and answers.</summary>
    public const string Answered = "answered", FailedToConnect = "failedToConnect", TimedOut = "timeout";

    private const int LongestContent = 1_000_000;

    private static readonly ImmutableHashSet<string> Secret = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "Api-Key", "X-Auth-Token");

    public override ActivityDescriptor Descriptor { get; } = Describe(type, "HTTP", zh, en,
        [Needs("url", "String"), Takes("method", "String"), Takes("content", "Object"), Takes("contentType", "String"), Takes("authorization", "String"),
            Takes("disableAuthorizationHeaderValidation", "Boolean"), Takes("requestHeaders", "ObjectDictionary"), Takes("enableResiliency", "Boolean"), .. more],
        ["statusCode", "parsedContent", "responseHeaders", "result"], ports)
        .About("提交之后调用外部地址，按结果继续。", "Calls an address outside after the commit and goes on by how the call ended.");

    public override void Check(ActivityNode node, Findings findings)
    {
        if (node.Inputs.TryGetValue("authorization", out var given) && given.Expression is LiteralExpression { Value: var value } && IsInClear(Conversion.ToText(value)))
            Warn(node, given.Path, findings);
        if (node.Inputs.TryGetValue("requestHeaders", out var headers) && headers.Expression is LiteralExpression { Value: var literal }
            && Read(literal) is { } known && SecretsInClear(known).Any())
            Warn(node, headers.Path, findings);
    }

    public override void Begin(Step step)
    {
        var headers = HttpHeaders.Read(step.Input("requestHeaders") ?? Conversion.Null);
        var authorization = step.Text("authorization");
        if (IsInClear(authorization) || SecretsInClear(headers).Any())
            throw new ActivityFault("authorization-in-clear", $"'{step.Node.Id}' would write a secret into the journal: "
                + $"let an administrator configure it under Workflows:Http:Credentials and write {CredentialPrefix}NAME.");
        if (!string.IsNullOrEmpty(authorization))
            headers = headers.SetItem("Authorization", [authorization]);
        var content = step.Input("content");
        if (content is { } large && large.GetRawText().Length > LongestContent)
            throw new ActivityFault("content-too-large", $"The content of '{step.Node.Id}' is longer than {LongestContent} characters.");
        step.Record(new RequestIssued(step.Token, step.Node.NodeId, Request, JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["url"] = Address(step),
            ["method"] = Method(step),
            ["content"] = content,
            ["contentType"] = step.Text("contentType"),
            ["headers"] = headers,
            ["expected"] = Expected(step),
            ["ports"] = Ports(step).ToArray(),
        }.Where(member => member.Value is not null).ToDictionary())));
    }

    public override void Resume(Step step, Stimulus stimulus)
    {
        var answer = ((AnswerRequest)stimulus).Result;
        var ended = Json.Text(answer, "outcome") ?? Answered;
        if (ended == Answered)
        {
            foreach (var output in (ReadOnlySpan<string>)["statusCode", "parsedContent", "responseHeaders"])
                step.Bind(output, Json.Get(answer, output) ?? Conversion.Null);
            step.Bind("result", answer);
        }

        Leave(step, ended, Json.Number(answer, "statusCode") ?? 0);
    }

    /// <summary>The status codes the definition has a way for.</summary>
    protected abstract ImmutableArray<int> Expected(Step step);

    /// <summary>Which of the ends without an answer the definition has a way for; where it has none the caller goes on trying.</summary>
    protected abstract IEnumerable<string> Ports(Step step);

    protected abstract void Leave(Step step, string ended, int status);

    private static string Address(Step step)
    {
        var text = step.Needed("url").Trim();
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 ? address.AbsoluteUri
            : throw new ActivityFault("url-invalid", $"'{step.Node.Id}' needs a whole http or https address without user name and password.");
    }

    private static string Method(Step step)
    {
        var method = step.Text("method") is { Length: > 0 } given ? given.Trim().ToUpperInvariant() : "GET";
        return method.All(char.IsAsciiLetter) ? method : throw new ActivityFault("method-invalid", $"'{step.Node.Id}' needs a method such as GET or POST.");
    }

    private static bool IsInClear(string? value) => !string.IsNullOrWhiteSpace(value) && !value.StartsWith(CredentialPrefix, StringComparison.Ordinal);

    private static IEnumerable<string> SecretsInClear(ImmutableSortedDictionary<string, ImmutableArray<string>> headers) =>
        headers.Where(header => Secret.Contains(header.Key) && header.Value.Any(IsInClear)).Select(header => header.Key);

    private static ImmutableSortedDictionary<string, ImmutableArray<string>>? Read(JsonElement literal)
    {
        try
        {
            return HttpHeaders.Read(Conversion.To(literal, "ObjectDictionary"));
        }
        catch (ActivityFault)
        {
            return null;
        }
    }

    private static void Warn(ActivityNode node, string path, Findings findings) => findings.Warn("authorization-in-clear", node, path,
        $"密钥不得写在定义里：执行到这里会成为异常。请由管理员在 Workflows:Http:Credentials 中配置，并在此写 {CredentialPrefix}名称。",
        $"A secret must not stand in a definition; running this ends as an incident. Let an administrator configure it under Workflows:Http:Credentials and write {CredentialPrefix}NAME here.");
}

/// <summary>Headers as definitions write them: a value, or a list of values, by name.</summary>
internal static class HttpHeaders
{
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Read(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return Empty;
        if (value.ValueKind != JsonValueKind.Object)
            throw new ActivityFault("headers-invalid", "Headers are an object of values by name.");
        return value.EnumerateObject().Aggregate(Empty, (headers, header) => headers.SetItem(header.Name, Values(header.Value)));
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Empty { get; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);

    private static ImmutableArray<string> Values(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Conversion.ToText)] : [Conversion.ToText(value)];
}
