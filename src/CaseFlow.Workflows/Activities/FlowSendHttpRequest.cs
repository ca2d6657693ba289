using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Calls an address and leaves by the status code, by <c>Unmatched status code</c>, <c>Failed to connect</c> or <c>Timeout</c>; after an answer always also by <c>Done</c>.</summary>
internal sealed class FlowSendHttpRequest() : HttpSending("Elsa.FlowSendHttpRequest", "发送 HTTP 请求（流程图）", "HTTP request (flow)",
    [Takes("expectedStatusCodes", "Int32[]")], ports: [])
{
    private const string UnmatchedPort = "Unmatched status code", ConnectPort = "Failed to connect", TimeoutPort = "Timeout";

    public override void Read(NodeReading reading)
    {
        var codes = reading.Node.Inputs.TryGetValue("expectedStatusCodes", out var input) && input.Expression is LiteralExpression { Value: var value } ? Codes(value) : [];
        reading.Node.Ports = [.. codes.Select(Name).Distinct(), UnmatchedPort, ConnectPort, TimeoutPort, "Done"];
    }

    protected override ImmutableArray<int> Expected(Step step) => step.Input("expectedStatusCodes") is { } value ? Codes(value) : [];

    protected override IEnumerable<string> Ports(Step step)
    {
        if (HasArrow(step.Node, ConnectPort))
            yield return FailedToConnect;
        if (HasArrow(step.Node, TimeoutPort))
            yield return TimedOut;
    }

    protected override void Leave(Step step, string ended, int status)
    {
        var expected = Expected(step);
        step.Complete(ended switch
        {
            FailedToConnect => [ConnectPort],
            TimedOut => [TimeoutPort],
            _ when expected.IsEmpty => ["Done"],
            _ => [expected.Contains(status) ? Name(status) : UnmatchedPort, "Done"],
        });
    }

    private static bool HasArrow(ActivityNode node, string port) =>
        node.Parent?.Detail is FlowGraph graph && graph.Outgoing[graph.IndexOf(node)].Any(arrow => arrow.Port == port);

    private static string Name(int code) => code.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<int> Codes(JsonElement value) =>
        [.. Conversion.ToNames(value).Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0).Where(code => code > 0)];
}
