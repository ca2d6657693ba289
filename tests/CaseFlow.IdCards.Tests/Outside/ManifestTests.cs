using System.Text.Json;
using CaseFlow.IdCards.Outside;

namespace CaseFlow.IdCards.Tests.Outside;

/// <summary>What the post is told is a closed list (PIPL 21): who gets the letter, where, and a pseudonym of the case. The sandbox's post refuses whatever looks like an ID number besides.</summary>
public sealed class ManifestTests
{
    [Fact]
    public void A_manifest_holds_no_id_number_and_nothing_else_the_post_does_not_need() =>
        JsonSerializer.SerializeToElement(new Manifest("1100000001014", "测试甲子", "19000000001", "上海市黄浦区测试路1号", "310-SFZ-20260923-000001-K"), JsonSerializerOptions.Web)
            .EnumerateObject().Select(member => member.Name).ShouldBe(["waybill", "recipientName", "phone", "address", "caseRef"]);
}
