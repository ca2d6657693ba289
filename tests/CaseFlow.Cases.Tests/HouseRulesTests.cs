using CaseFlow.Sla;

namespace CaseFlow.Cases.Tests;

/// <summary>The rules of the house, and what is found wrong in them before a server starts on them.</summary>
public sealed class HouseRulesTests
{
    [Fact]
    public void Those_that_come_with_the_product_are_sound()
    {
        var rules = HouseRules.Read(Testing.Repository.Root);
        (rules.Pauses.Most, rules.Pauses.MostDays).ShouldBe((2, 30));
        rules.Pauses.Reasons.Where(reason => reason.OwnFault).Select(reason => reason.Code).ShouldBe(["FORCE_MAJEURE", "EQUIPMENT_FAILURE"]);
        rules.RedCards.Causes.Select(cause => cause.Title["zh-CN"]).ShouldBe(["本单位", "制证", "邮政", "申请人", "系统", "不可抗力"]);
        rules.RedCards.Escalation.Select(level => level.Office).ShouldBe(["station", "station", "station", "district", "bureau"]);
        rules.Digest.At.ShouldBe(new TimeOnly(9, 0));
    }

    [Fact]
    public void Every_mistake_is_told_at_once() => new HouseRules
    {
        Pauses = new() { Most = -1, Reasons = [new PauseReason("A"), new PauseReason("A")] },
        RedCards = new() { Escalation = [new(2, 3, "station", "clerk"), new(1, 0, "moon", "manager")], UrgeAnswerWorkingDays = 0 },
    }.Faults().Count.ShouldBe(5);

    [Fact]
    public void Without_a_file_nothing_is_limited() => HouseRules.Read(Path.GetTempPath()).RedCards.Escalation.ShouldBeEmpty();
}
