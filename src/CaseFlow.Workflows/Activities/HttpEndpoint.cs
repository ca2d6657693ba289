using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Receives an HTTP request: as the trigger that starts the workflow, or in the middle of it as something to wait for.</summary>
internal sealed class HttpEndpoint : ActivityKind
{
    private static readonly ImmutableArray<(string Member, string Port)> Exposable =
    [
        ("exposeRequestTooLargeOutcome", "Request too large"), ("exposeFileTooLargeOutcome", "File too large"),
        ("exposeInvalidFileExtensionOutcome", "Invalid file extension"), ("exposeInvalidFileMimeTypeOutcome", "Invalid file MIME type"),
    ];

    public override ActivityDescriptor Descriptor { get; } = Describe("Elsa.HttpEndpoint", "HTTP", "接收 HTTP 请求", "HTTP endpoint",
        [Needs("path", "String"), Takes("supportedMethods", "String[]"), Takes("authorize", "Boolean"), Takes("policy", "String"), Takes("requestTimeout", "TimeSpan"),
            Takes("requestSizeLimit", "Int64"), Takes("fileSizeLimit", "Int64"), Takes("allowedFileExtensions", "String[]"), Takes("blockedFileExtensions", "String[]"),
            Takes("allowedMimeTypes", "String[]")],
        ["parsedContent", "files", "file", "routeData", "queryStringData", "headers", "result"])
        .About("等待对 /workflows/… 的 HTTP 请求；作为触发器时由请求启动。", "Waits for an HTTP request under /workflows/…; as a trigger a request starts instances.");

    public override bool MayNeverCome => true;

    public override void Read(NodeReading reading) =>
        reading.Node.Ports = [.. Exposable.Where(one => Json.Flag(reading.Node.Source, one.Member)).Select(one => one.Port).Prepend("Done")];

    public override void Check(ActivityNode node, Findings findings)
    {
        if (Literal(node, "path") is { } path && RouteTemplate.Parse(path, out var fault) is null)
            findings.Error("route-invalid", node, node.JsonPath + ".path", $"路径“{path}”不是有效的模板。", $"The path '{path}' is no template: {fault}.");
        if (!IsClosed(node))
            findings.Warn("open-endpoint", node, node.JsonPath + ".authorize", "任何人都可以调用此端点；只有安装设置允许时才会开放。请将 authorize 设为 true，或确认这是有意的。",
                "Anybody may call this endpoint, where the installation allows it at all. Set authorize to true, or make sure that this is meant.");
    }

    public override bool IsTrigger => true;

    public override ImmutableArray<string> TriggerKeys(IReadOnlyDictionary<string, JsonElement> inputs)
    {
        var route = RouteOf(null, name => inputs.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null);
        return RouteTemplate.Parse(route.Path, out var fault) is null ? throw new ActivityFault("route-invalid", $"The path '{route.Path}' is no template: {fault}.") : [.. route.Keys];
    }

    public override void BeginTriggered(Step step, JsonElement payload) => Receive(step, Json.Text(payload, "port") ?? "Done", Json.Get(payload, "request") ?? Conversion.Null);

    public override void Begin(Step step)
    {
        var route = RouteOf(step.Node, step.Input);
        if (RouteTemplate.Parse(route.Path, out var fault) is null)
            throw new ActivityFault("route-invalid", $"The path '{route.Path}' of '{step.Node.Id}' is no template: {fault}.");
        step.Record(new HttpRequestAwaited(step.Token, step.Node.NodeId, route));
    }

    public override void Resume(Step step, Stimulus stimulus)
    {
        var received = (ReceiveHttpRequest)stimulus;
        Receive(step, received.Outcome, received.Request);
    }

    private static void Receive(Step step, string port, JsonElement request)
    {
        foreach (var output in (ReadOnlySpan<string>)["parsedContent", "files", "routeData", "queryStringData", "headers"])
            step.Bind(output, Json.Get(request, output) ?? Conversion.Null);
        step.Bind("file", Json.Items(request, "files").FirstOrDefault() is { ValueKind: JsonValueKind.Object } first ? first : Conversion.Null);
        step.Bind("result", request);
        step.Complete(port);
    }

    /// <summary>What an endpoint lets in, with its inputs read by <paramref name="input"/>.</summary>
    /// <param name="node">Null where only the address is asked for.</param>
    public static HttpRoute RouteOf(ActivityNode? node, Func<string, JsonElement?> input)
    {
        var methods = Names(input("supportedMethods"));
        return new HttpRoute(input("path") is { } path ? Conversion.ToText(path).Trim('/') : "", methods.IsEmpty ? ["GET"] : [.. methods.Select(method => method.ToUpperInvariant())],
            input("authorize") is { ValueKind: JsonValueKind.True }, input("policy") is { } policy && Conversion.ToText(policy) is { Length: > 0 } name ? name : null)
        {
            RequestTimeout = input("requestTimeout") is { } patience ? Conversion.ToDuration(patience) : null,
            RequestSizeLimit = input("requestSizeLimit")?.GetInt64(),
            FileSizeLimit = input("fileSizeLimit")?.GetInt64(),
            AllowedFileExtensions = Names(input("allowedFileExtensions")),
            BlockedFileExtensions = Names(input("blockedFileExtensions")),
            AllowedMimeTypes = Names(input("allowedMimeTypes")),
            ExposedPorts = [.. (node?.Ports ?? []).Where(port => port != "Done")],
        };

        static ImmutableArray<string> Names(JsonElement? value) => value is { } list ? Conversion.ToNames(list) : [];
    }

    private static bool IsClosed(ActivityNode node) => node.Inputs.TryGetValue("authorize", out var authorize)
        && (authorize.Expression is not LiteralExpression { Value: var value } || Conversion.ToText(value).Equals("true", StringComparison.OrdinalIgnoreCase));

    private static string? Literal(ActivityNode node, string name) =>
        node.Inputs.TryGetValue(name, out var input) && input.Expression is LiteralExpression { Value: var value } ? Conversion.ToText(value) : null;
}
