using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Workflows.Activities;

/// <summary>Calls an address and then runs what is embedded for the way the call ended.</summary>
internal sealed class SendHttpRequest() : HttpSending(Request, "发送 HTTP 请求", "Send HTTP request", [])
{
    private sealed record Branches(ImmutableArray<(int Status, ActivityNode? Activity)> Expected, ActivityNode? Unmatched, ActivityNode? Unreachable, ActivityNode? Late);

    public override void Read(NodeReading reading) => reading.Node.Detail = new Branches(
        [.. Json.Items(reading.Node.Source, "expectedStatusCodes").Select((source, index) => (Json.Number(source, "statusCode") ?? 0,
            Json.Get(source, "activity") is { ValueKind: JsonValueKind.Object } activity ? reading.Child(activity, $"expectedStatusCodes[{index}].activity") : null))],
        reading.Child("unmatchedStatusCode"), reading.Child("failedToConnect"), reading.Child("timeout"));

    protected override ImmutableArray<int> Expected(Step step) => [.. Of(step).Expected.Select(one => one.Status)];

    protected override IEnumerable<string> Ports(Step step)
    {
        var branches = Of(step);
        if (branches.Unreachable is not null)
            yield return FailedToConnect;
        if (branches.Late is not null)
            yield return TimedOut;
    }

    protected override void Leave(Step step, string ended, int status)
    {
        var branches = Of(step);
        step.ScheduleAll([ended switch
        {
            FailedToConnect => branches.Unreachable,
            TimedOut => branches.Late,
            _ => branches.Expected.FirstOrDefault(one => one.Status == status).Activity ?? branches.Unmatched,
        }]);
    }

    private static Branches Of(Step step) => (Branches)step.Node.Detail!;
}
