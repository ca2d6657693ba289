namespace CaseFlow.Cases.People;

/// <summary>Something that may be right and is worth a look before the visitor has gone: nothing is refused for it.</summary>
/// <param name="Code">Stable: <c>id-number-region-unknown</c>, <c>age-improbable</c>, <c>address-incomplete</c>.</param>
/// <param name="Text">By locale.</param>
public sealed record Doubt(string Code, string Field, IReadOnlyDictionary<string, string> Text);

/// <summary>What is doubtful in the data of a person (rulebook 3.1, 3.8).</summary>
internal static class Doubts
{
    // Codes of Shanghai, with those that were given up: people keep the number they were born with. Its counties were 3102xx; other provinces are known by their first two digits alone.
    private static readonly HashSet<string> Shanghai =
    [
        "310101", "310104", "310105", "310106", "310107", "310109", "310110", "310112", "310113", "310114", "310115", "310116", "310117", "310118", "310120", "310151",
        "310102", "310103", "310108", "310119", "310100",
    ];

    public static IEnumerable<Doubt> Of(string role, CitizenId number, string? address, DateOnly today)
    {
        if (number.Value.StartsWith("31", StringComparison.Ordinal) && !Shanghai.Contains(number.Value[..6]) && !number.Value.StartsWith("3102", StringComparison.Ordinal))
            yield return Of("id-number-region-unknown", $"parties.{role}.idNumber", "公民身份号码的前六位不是已知的区划代码，请与证件核对。", "The first six digits of the ID number are no known district: compare them with the card.");
        if (number.AgeOn(today) > 120)
            yield return Of("age-improbable", $"parties.{role}.idNumber", "按公民身份号码年龄超过120岁，请与证件核对。", "By the ID number the person is over 120: compare it with the card.");
        if (address is not null && !address.Any(char.IsAsciiDigit))
            yield return Of("address-incomplete", $"parties.{role}.address", "地址没有门牌号，请核对到弄、号、室。", "The address has no house number: complete it down to lane, number and room.");
    }

    private static Doubt Of(string code, string field, string zh, string en) => new(code, field, new Dictionary<string, string> { ["zh-CN"] = zh, ["en"] = en });
}
