using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Supervision;

namespace CaseFlow.Cases.Tests.Supervision;

/// <summary>督办单 and 催办: with an owner, a measure, a day and a reply.</summary>
public sealed class OrdersAndUrges(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private async Task<string> CaseAsync()
    {
        office.Clock.Now = DateTimeOffset.Parse("2026-03-02T09:00:00+08:00");
        await office.Database.ExecuteAsync("""
            insert into account (id, login, name, kind, office_id, roles) values (gen_random_uuid(), 'clerk.east', '东', 'person', 'east', '{clerk}'), (gen_random_uuid(), 'clerk.west', '西', 'person', 'west', '{clerk}')
            on conflict do nothing
            """);
        return (await office.AwaitingAsync()).Number;
    }

    [Fact]
    public async Task An_order_is_replied_to_by_its_owner_sent_back_and_closed_by_who_issued_it()
    {
        var number = await CaseAsync();
        await office.SendAsync(new IssueSupervision(number, "finish it", new DateOnly(2026, 3, 4), "clerk.east"), ErrandOffice.Manager());
        var order = (await office.SendAsync(new ListSupervisions("mine"), ErrandOffice.Clerk())).Items.Single(one => one.CaseNumber == number);
        (order.Measure, order.DueOn, order.Status).ShouldBe(("finish it", new DateOnly(2026, 3, 4), "open"));

        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ReplySupervision(order.Id, "done"), ErrandOffice.Clerk("clerk.other")))).Reasons.Single().Code.ShouldBe("supervision-not-yours");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new CloseSupervision(order.Id, true, "good"), ErrandOffice.Manager()))).Reasons.Single().Code.ShouldBe("supervision-open");
        (await office.SendAsync(new ReplySupervision(order.Id, "nearly"), ErrandOffice.Clerk())).Status.ShouldBe("replied");
        (await office.SendAsync(new CloseSupervision(order.Id, false, "not enough"), ErrandOffice.Manager())).Status.ShouldBe("open");
        await office.SendAsync(new ReplySupervision(order.Id, "finished"), ErrandOffice.Clerk());
        (await office.SendAsync(new CloseSupervision(order.Id, true, "good"), ErrandOffice.Manager())).Status.ShouldBe("closed");
        (await office.SendAsync(new ListSupervisions("office"), ErrandOffice.Manager())).Items.ShouldNotContain(one => one.Id == order.Id);
        (await office.DecisionsAsync(number)).Where(row => row.StartsWith("supervise")).ShouldBe(["supervise ISSUED", "supervise REPLIED", "supervise RETURNED", "supervise REPLIED", "supervise CLOSED"]);
    }

    [Fact]
    public async Task An_order_names_every_fault_at_once()
    {
        var number = await CaseAsync();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new IssueSupervision(number, "finish it", new DateOnly(2026, 3, 1), "clerk.west", 77), ErrandOffice.Manager()))).Reasons.Select(reason => reason.Code)
            .ShouldBe(["due-passed", "owner-unknown", "red-card-unknown"]);
    }

    [Fact]
    public async Task A_case_is_urged_once_at_a_time_and_the_handler_answers()
    {
        var number = await CaseAsync();
        await office.SendAsync(new UrgeCase(number, "how are things?"), ErrandOffice.Manager());
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new UrgeCase(number, "well?"), ErrandOffice.Manager()))).Reasons.Single().Code.ShouldBe("case-already-urged");
        var urge = (await office.SendAsync(new ListSupervisions("office"), ErrandOffice.Clerk())).Items.Single(one => one.CaseNumber == number);
        (urge.Kind, urge.DueOn).ShouldBe(("urge", new DateOnly(2026, 3, 3)));
        (await office.SendAsync(new ReplySupervision(urge.Id, "tomorrow"), ErrandOffice.Clerk())).Status.ShouldBe("closed");
        await office.SendAsync(new UrgeCase(number, "well?"), ErrandOffice.Manager());
        (await office.SendAsync(new ListSupervisions("overdue"), ErrandOffice.Manager())).Items.ShouldNotContain(one => one.CaseNumber == number);
        office.Clock.Now = DateTimeOffset.Parse("2026-03-05T09:00:00+08:00");
        (await office.SendAsync(new ListSupervisions("overdue"), ErrandOffice.Manager())).Items.ShouldContain(one => one.CaseNumber == number);
    }
}
