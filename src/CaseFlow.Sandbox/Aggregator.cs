namespace CaseFlow.Sandbox;

/// <summary>An aggregator of parcel traces (快递100): a second source that watches the same waybills and has codes of its own. It calls back like the post does.</summary>
internal sealed class Aggregator(Webhooks webhooks, Misbehaviour misbehaviour)
{
    /// <summary>Main codes of the aggregator; finer ones (501, 209 …) begin with them.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["0"] = "在途", ["1"] = "揽收", ["2"] = "疑难", ["3"] = "签收", ["4"] = "退签", ["5"] = "派件", ["6"] = "退回", ["7"] = "转投", ["14"] = "拒签",
    };

    public async Task<IResult> Happen(string waybill, AggregatorEvent happened)
    {
        var reasons = new Reasons();
        Waybill.Check(waybill, reasons);
        reasons.Need(happened.Code, "code").Unless(happened.Code is null || MainCode(happened.Code) is not null, "unknown-code",
            $"code is {happened.Code}; use one of {string.Join(", ", Names.Keys)}, or a finer one of three or four digits.", "code");
        if (reasons.Any) return reasons.Problem();
        var code = misbehaviour.Contradicts(Systems.Aggregator) ? MainCode(happened.Code!) == "3" ? "6" : "3" : happened.Code!;
        var data = new { waybill, code, name = Names[MainCode(code)!], opTime = happened.At };
        return await webhooks.Send(Systems.Aggregator, "post.trace", $"waybill:{waybill}", data, happened.At, happened.Repeat);
    }

    private static string? MainCode(string code) => Names.ContainsKey(code) ? code : code.Length is 3 or 4 && code.All(char.IsAsciiDigit) && Names.ContainsKey(code[..1])
        ? code.Length == 4 ? "0" : code[..1] : null;
}

internal sealed record AggregatorEvent(string? Code, DateTimeOffset? At, int? Repeat);

internal static class AggregatorEndpoints
{
    public static void MapAggregator(this IEndpointRouteBuilder app) =>
        app.MapPost("/aggregator/waybills/{waybill}/events", (string waybill, AggregatorEvent happened, Aggregator aggregator) => aggregator.Happen(waybill, happened));
}
