using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Queries;
using CaseFlow.Cases.Running;
using CaseFlow.IdCards.Queries;

namespace CaseFlow.IdCards.Tests.Whole;

/// <summary>What citizens may ask (R24, R53–R58), and what they may not learn.</summary>
public sealed class WholeQueries(IdCardOffice office) : IClassFixture<IdCardOffice>
{
    private static readonly Actor Stranger = Actor.Anonymous with { Ip = "203.0.113.7" };

    private async Task<string> AcceptedAsync(PartyInput who, string delivery = "post")
    {
        await office.RegistryAsync(who.IdNumber, new { name = who.Name, reset = true });
        var number = await office.OpenAsync(who, new { reason = "lost", delivery, photo = "new" });
        await office.AcceptAsync(number);
        return number;
    }

    private static PartyInput Resident(string name, string idNumber, string mobile) => new(name, idNumber, mobile, "上海市黄浦区测试路100弄1号101室");

    [Fact]
    public async Task Before_the_hand_over_there_is_nothing_to_trace_and_after_it_the_masked_waybill_and_its_way()
    {
        await office.AtAsync("2026-03-23T10:00:00+08:00");
        var number = await AcceptedAsync(Resident("测试甲子", "310100198803159918", "19000000201"));
        var before = await office.SendAsync(new AskLogistics("19000000201"), Stranger);
        (before.CodeRequired, before.Hotline, before.Parcels.Single().Waybill).ShouldBe((false, "11183", null));
        before.Text["zh-CN"].ShouldStartWith("制证中，尚未交寄");

        await office.AtAsync("2026-03-27T15:00:00+08:00");
        await office.WebhookAsync("factory", "post.handover", $"case:{number}", new { waybill = "1100000007018" });
        await office.WebhookAsync("ems", "post.event", "waybill:1100000007018", new { code = 702 });
        var after = (await office.SendAsync(new AskLogistics("19000000201"), Stranger)).Parcels.Single();
        (after.State, after.Waybill).ShouldBe(("OUT_FOR_DELIVERY", "11*********18"));
        after.Trace.Single().Text["zh-CN"].ShouldBe("正在投递");
        (await office.DecisionsAsync(number)).Where(row => row.StartsWith("query", StringComparison.Ordinal)).ShouldBe(["query ANSWER NOT_HANDED_TO_EMS", "query ANSWER TRACKING_LIST"]);
        JsonSerializer.Serialize(after, CaseJson.Options).ShouldNotContain("测试");
    }

    [Fact]
    public async Task A_number_that_nobody_gave_looks_like_one_with_several_cases()
    {
        await office.AtAsync("2026-04-01T10:00:00+08:00");
        await AcceptedAsync(Resident("测试乙丑", "31010019920708992X", "19000000202"));
        await AcceptedAsync(Resident("测试癸酉", "310100199502289916", "19000000202"));
        var several = await office.SendAsync(new AskLogistics("19000000202"), Stranger);
        var nobody = await office.SendAsync(new AskLogistics("19000000203"), Stranger);
        Shape(nobody).ShouldBe(Shape(several));
        (await office.SendAsync(new ListPublicQueries())).Take(2).Select(row => $"{row.Step} {row.Decision} {row.Reason} {row.Case}".TrimEnd())
            .ShouldBe(["query ANSWER PHONE_NO_MATCH", "query ANSWER STATE"]);

        await office.SendAsync(new SendQueryCode("19000000202"), Stranger);
        var code = (await office.AskSandboxAsync("/sms/messages?to=19000000202")).EnumerateArray().Last().GetProperty("text").GetString()!;
        var proved = await office.SendAsync(new AskLogistics("19000000202", new string([.. code.Where(char.IsAsciiDigit).Take(6)])), Stranger);
        (proved.CodeRequired, proved.Parcels.Count, proved.Parcels.All(parcel => parcel.Trace.Count == 0)).ShouldBe((false, 2, true));

        static string Shape(LogisticsAnswer answer) => JsonSerializer.Serialize(answer with { At = default }, CaseJson.Options);
    }

    [Fact]
    public async Task Who_collects_at_the_counter_has_no_parcel()
    {
        await office.AtAsync("2026-05-06T10:00:00+08:00");
        var number = await AcceptedAsync(Resident("测试戊辰", "310100198501319955", "19000000204"), "counter");
        (await office.SendAsync(new AskLogistics("19000000204"), Stranger)).Text["en"].ShouldStartWith("You chose to collect");
        (await office.DecisionsAsync(number))[^1].ShouldBe("query ANSWER STATE");
    }

    [Fact]
    public async Task Progress_says_how_far_what_next_where_and_what_to_bring()
    {
        await office.AtAsync("2026-06-01T10:00:00+08:00");
        var who = Resident("测试己卯", "310100197512209861", "19000000205");
        var number = await AcceptedAsync(who, "counter");
        await office.AtAsync("2026-06-03T10:00:00+08:00");
        await office.HappenAsync(number, "card.arrive");
        var mine = (await office.SendAsync(new AskProgress(who), IdCardOffice.Portal)).Cases[0];
        (mine.Number, mine.State, mine.UsedDays, mine.Office["zh-CN"]).ShouldBe((number, "ARRIVED_AT_POINT", 2, "测试路派出所"));
        mine.Bring["zh-CN"].ShouldContain("领证凭证");
        (await office.DecisionsAsync(number))[^1].ShouldBe("query ANSWER STATE");
        JsonSerializer.Serialize(mine, CaseJson.Options).ShouldNotContain("测试己卯");

        var code = (await office.CaseAsync(number)).QueryCode;
        (await office.SendAsync(new AskProgress(QueryCode: code.ToLowerInvariant()), Stranger)).Cases.Single().State.ShouldBe("ARRIVED_AT_POINT");
    }

    [Fact]
    public async Task Progress_of_a_person_is_told_to_that_person_only()
    {
        await office.AtAsync("2026-07-06T10:00:00+08:00");
        var who = Resident("测试甲子", "310100198803159918", "19000000206");
        await AcceptedAsync(who);
        (await office.SendAsync(new AskProgress(who with { Name = "测试乙" }), IdCardOffice.Portal)).Cases.ShouldBeEmpty("number and name are two facts");
        (await Should.ThrowAsync<RefusedException>(() => office.SendAsync(new AskProgress(who), Stranger))).Reasons[0].Code.ShouldBe("sign-in-needed");
        (await Should.ThrowAsync<RefusedException>(() => office.SendAsync(new AskProgress(), Stranger))).Reasons[0].Code.ShouldBe("query-by-one");
    }

    [Fact]
    public async Task Who_asks_too_often_is_stopped_until_the_next_hour()
    {
        await office.AtAsync("2026-08-03T10:10:00+08:00");
        for (var i = 0; i < 20; i++)
            await office.SendAsync(new AskLogistics("19000000207"), Stranger with { Ip = $"203.0.113.{i}" });
        (await Should.ThrowAsync<RefusedException>(() => office.SendAsync(new AskLogistics("19000000207"), Stranger with { Ip = "203.0.113.99" }))).Reasons[0].Code.ShouldBe("queries-too-many");
        await office.AtAsync("2026-08-03T11:00:00+08:00");
        (await office.SendAsync(new AskLogistics("19000000207"), Stranger)).CodeRequired.ShouldBeTrue();
    }

    [Fact]
    public async Task Questions_are_forgotten_after_half_a_year()
    {
        await office.AtAsync("2026-09-01T10:00:00+08:00");
        await office.SendAsync(new AskLogistics("19000000208"), Stranger);
        await office.SendAsync(new ForgetPublicQueries());
        (await office.SendAsync(new ListPublicQueries())).ShouldNotBeEmpty();
        await office.AtAsync("2027-03-02T10:00:00+08:00");
        await office.SendAsync(new ForgetPublicQueries());
        (await office.SendAsync(new ListPublicQueries())).ShouldBeEmpty();
    }
}
