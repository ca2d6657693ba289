using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Recurring;
using CaseFlow.Cases.Retention;
using CaseFlow.Cases.Supervision;
using Npgsql;

namespace CaseFlow.Cases.Tests.Supervision;

/// <summary>A red card is raised the instant the limit ends and never goes away: it is disposed of, or withdrawn after an appeal (rulebook 6.2).</summary>
public sealed class RedCardsOfACase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private static DateTimeOffset Shanghai(string text) => DateTimeOffset.Parse($"{text}+08:00");

    private static Actor Bureau => ErrandOffice.Manager("manager.sh", "sh");

    /// <summary>A case accepted on Monday 2 March whose seven working days ended with 11 March.</summary>
    private async Task<(string Number, RedCardView Card)> LateAsync()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var number = (await office.AwaitingAsync()).Number;
        await office.MoveClockAsync(Shanghai("2026-03-12T00:00:00"));
        return (number, (await CardsAsync("open")).Single(card => card.CaseNumber == number));
    }

    private async Task<IReadOnlyList<RedCardView>> CardsAsync(string view, Actor? actor = null) =>
        (await office.SendAsync(new ListRedCards(view, Limit: 200), actor ?? ErrandOffice.Manager())).Items;

    [Fact]
    public async Task It_is_raised_the_instant_the_limit_ends_and_disposed_of_with_cause_and_measure()
    {
        var (number, card) = await LateAsync();
        (card.RaisedAt, card.Deadline, card.Status, card.Level).ShouldBe((Shanghai("2026-03-12T00:00:00"), new DateOnly(2026, 3, 11), "open", 1));

        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new DisposeRedCard(card.Id, "WEATHER", "told them"), ErrandOffice.Manager()))).Reasons.Single().En
            .ShouldBe("The cause is one of: OWN_UNIT (This office), POST (Postal service).");
        var disposed = await office.SendAsync(new DisposeRedCard(card.Id, "POST", "asked the post", new DateOnly(2026, 3, 16)), ErrandOffice.Manager());
        (disposed.Status, disposed.Cause).ShouldBe(("disposed", "POST"));
        (await office.DecisionsAsync(number)).ShouldContain("red DISPOSED POST");
        (await office.SendAsync(new GetRedCard(card.Id), ErrandOffice.Manager())).Steps.Single().ExpectedOn.ShouldBe(new DateOnly(2026, 3, 16));
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new DisposeRedCard(card.Id, "POST", "again"), ErrandOffice.Manager()))).Reasons.Single().Code.ShouldBe("red-card-disposed");

        await office.MoveClockAsync(Shanghai("2026-03-25T12:00:00"));
        (await office.DecisionsAsync(number)).ShouldNotContain(row => row.StartsWith("red ESCALATED"), "what is disposed of does not climb");
    }

    [Fact]
    public async Task Nobody_deletes_it_and_ending_the_case_does_not_either()
    {
        var (number, card) = await LateAsync();
        (await Should.ThrowAsync<PostgresException>(office.Database.ExecuteAsync("delete from signal where id = @Id", new { card.Id }))).Message.ShouldContain("cannot be deleted");
        await office.SendAsync(new CancelCase(number, "the applicant asked"), ErrandOffice.Manager());
        await office.DrainAsync();
        (await CardsAsync("open")).ShouldContain(one => one.Id == card.Id && one.CaseClosed);
        await office.MoveClockAsync(Shanghai("2026-03-13T10:00:00"));
        (await CardsAsync("open")).Single(one => one.Id == card.Id).Level.ShouldBe(2);
    }

    [Fact]
    public async Task It_leaves_with_its_case_by_the_rule_of_retention()
    {
        var (number, card) = await LateAsync();
        await office.SendAsync(new SendCaseEvent(number, "errand.done"));
        await office.SendAsync(new SendCaseEvent(number, "errand.hurry"), Actor.System with { Roles = ["courier"] });
        await office.SendAsync(new SetRetention("errand", 30, null), ErrandOffice.Operator());
        await office.SendAsync(new ChainRecurring());
        await office.MoveClockAsync(Shanghai("2026-05-01T12:00:00"));
        (await office.Database.ScalarAsync<long>("select count(*) from signal where id = @Id", new { card.Id })).ShouldBe(0);
        await office.Database.ExecuteAsync("delete from retention_rule");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Who_ends_a_case_a_minute_late_does_not_escape_the_card(bool cancelled)
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var number = (await office.AwaitingAsync()).Number;
        await office.MoveClockAsync(Shanghai("2026-03-11T23:59:00"));
        // No worker has had the time to raise it.
        office.Clock.Now = Shanghai("2026-03-12T00:01:00");
        if (cancelled)
            await office.SendAsync(new CancelCase(number, "the applicant asked"), ErrandOffice.Manager());
        else
            await office.SendAsync(new SendCaseEvent(number, "errand.done"));
        await office.DrainAsync();
        (await office.DecisionsAsync(number)).ShouldContain("red RAISED SLA_BREACHED");
        (await CardsAsync("open")).ShouldContain(card => card.CaseNumber == number && card.Status == "open");
    }

    [Fact]
    public async Task Who_ends_a_case_in_time_gets_none()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var number = (await office.AwaitingAsync()).Number;
        await office.MoveClockAsync(Shanghai("2026-03-11T23:59:00"));
        await office.SendAsync(new SendCaseEvent(number, "errand.done"));
        await office.MoveClockAsync(Shanghai("2026-03-20T00:01:00"));
        (await office.DecisionsAsync(number)).ShouldNotContain(row => row.StartsWith("red"));
    }

    [Fact]
    public async Task An_open_card_climbs_level_by_level_at_nine_on_working_days()
    {
        var (number, card) = await LateAsync();
        (await CardsAsync("mine", ErrandOffice.Clerk())).ShouldContain(one => one.Id == card.Id, "the handler hears of it first");
        await office.MoveClockAsync(Shanghai("2026-03-13T08:59:00"));
        (await CardsAsync("mine", ErrandOffice.Manager())).ShouldNotContain(one => one.Id == card.Id);
        await office.MoveClockAsync(Shanghai("2026-03-13T09:00:00"));
        var climbed = (await CardsAsync("mine", ErrandOffice.Manager())).Single(one => one.Id == card.Id);
        climbed.LevelTitle!["en"].ShouldBe("Head of the window");
        await office.MoveClockAsync(Shanghai("2026-03-17T09:00:00"));
        (await CardsAsync("mine", Bureau)).ShouldContain(one => one.Id == card.Id, "three working days after the 12th, over a weekend");
        (await office.DecisionsAsync(number)).Where(row => row.StartsWith("red")).ShouldBe(["red RAISED SLA_BREACHED", "red ESCALATED LEVEL_2", "red ESCALATED LEVEL_3"]);
    }

    [Fact]
    public async Task Its_file_tells_in_order_how_it_climbed_what_was_ordered_and_urged_and_what_came_of_that()
    {
        var ((number, card), clerk) = (await LateAsync(), await office.AccountAsync("east"));
        card.OverdueDays.ShouldBe(1);
        await office.SendAsync(new UrgeCase(number, "how are things?"), ErrandOffice.Manager());
        await office.SendAsync(new IssueSupervision(number, "finish it", new DateOnly(2026, 3, 16), clerk.Login, card.Id), ErrandOffice.Manager());
        await office.MoveClockAsync(Shanghai("2026-03-13T10:00:00"));
        var order = (await office.SendAsync(new ListSupervisions("mine"), clerk)).Items.Single();
        await office.SendAsync(new ReplySupervision(order.Id, "finished"), clerk);

        var file = await office.SendAsync(new GetRedCard(card.Id), ErrandOffice.Manager());
        file.Steps.Select(step => $"{step.Step} {step.LevelTitle?["en"] ?? step.Text}").ShouldBe(["urged how are things?", "ordered finish it", "escalated Head of the window", "replied finished"]);
        file.Steps.Single(step => step.Step == "ordered").Owner.ShouldBe(clerk.Login);
        file.Supervisions.Select(one => (one.Kind, one.Status)).ShouldBe([("urge", "open"), ("order", "replied")]);
        file.Card.OverdueDays.ShouldBe(2);

        await office.SendAsync(new CloseSupervision(order.Id, true, "good"), ErrandOffice.Manager());
        (await office.SendAsync(new GetRedCard(card.Id), ErrandOffice.Manager())).Supervisions.Select(one => one.Kind).ShouldBe(["urge"]);
    }

    [Fact]
    public async Task An_accepted_appeal_withdraws_it_and_nobody_decides_their_own()
    {
        var (number, card) = await LateAsync();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new AppealRedCard(card.Id, "it was done", []), ErrandOffice.Manager()))).Reasons.Single().Code.ShouldBe("evidence-invalid");
        await office.SendAsync(new AppealRedCard(card.Id, "it was done in time", ["waybill 11…18, 11 March 16:20"]), ErrandOffice.Manager());
        await office.MoveClockAsync(Shanghai("2026-03-16T12:00:00"));
        (await CardsAsync("appealed")).Single(one => one.Id == card.Id).Level.ShouldBe(1, "while an appeal is pending it does not climb");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new DecideAppeal(card.Id, true, "true"), ErrandOffice.Manager()))).Reasons.Single().Code.ShouldBe("appeal-own");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new DisposeRedCard(card.Id, "POST", "done"), ErrandOffice.Manager()))).Reasons.Single().Code.ShouldBe("red-card-appealed");

        (await office.SendAsync(new DecideAppeal(card.Id, true, "the track proves it"), Bureau)).Status.ShouldBe("withdrawn");
        (await CardsAsync("withdrawn")).ShouldContain(one => one.Id == card.Id);
        (await office.DecisionsAsync(number)).Where(row => row.StartsWith("red")).ShouldBe(["red RAISED SLA_BREACHED", "red APPEALED", "red WITHDRAWN"]);
    }

    [Fact]
    public async Task A_rejected_appeal_leaves_it_open_to_climb_and_cannot_be_repeated()
    {
        var (_, card) = await LateAsync();
        await office.SendAsync(new AppealRedCard(card.Id, "it was done in time", ["a letter"]), ErrandOffice.Clerk());
        (await office.SendAsync(new DecideAppeal(card.Id, false, "the letter says otherwise"), ErrandOffice.Manager())).Status.ShouldBe("open");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new AppealRedCard(card.Id, "but it was", ["a letter"]), ErrandOffice.Clerk()))).Reasons.Single().Code.ShouldBe("red-card-already-appealed");
        await office.MoveClockAsync(Shanghai("2026-03-13T09:00:00"));
        (await CardsAsync("open")).Single(one => one.Id == card.Id).Level.ShouldBe(2);
    }

    [Fact]
    public async Task Another_office_neither_sees_nor_touches_it()
    {
        var (_, card) = await LateAsync();
        var west = ErrandOffice.Manager("manager.west", "west");
        (await CardsAsync("open", west)).ShouldBeEmpty();
        foreach (var attempt in (Func<Task>[])[() => office.SendAsync(new GetRedCard(card.Id), west), () => office.SendAsync(new DisposeRedCard(card.Id, "POST", "done"), west),
                     () => office.SendAsync(new AppealRedCard(card.Id, "no", ["x"]), west)])
            (await Should.ThrowAsync<RefusedException>(attempt)).Reasons.Single().Code.ShouldBe("red-card-unknown");
    }

    [Fact]
    public async Task Two_who_act_at_once_do_not_both_win()
    {
        var (_, card) = await LateAsync();
        Task<RedCardView>[] both = [office.SendAsync(new DisposeRedCard(card.Id, "POST", "asked the post"), ErrandOffice.Manager()), office.SendAsync(new AppealRedCard(card.Id, "no", ["x"]), ErrandOffice.Clerk())];
        await Task.WhenAll(both.Select(async one => { try { await one; } catch (RefusedException) { } }));
        both.Count(one => one.IsCompletedSuccessfully).ShouldBe(1);
    }

    [Fact]
    public async Task Time_limits_are_listed_by_what_is_left_and_counted_by_office()
    {
        var (late, _) = await LateAsync();
        office.Clock.Now = Shanghai("2026-03-12T09:00:00");
        var (second, third) = ((await office.AwaitingAsync()).Number, (await office.AwaitingAsync()).Number);
        await office.SendAsync(new SendCaseEvent(third, "errand.pause"));
        await office.MoveClockAsync(Shanghai("2026-03-20T09:00:00"));

        async Task<List<TimeLimitRow>> ListAsync(string view)
        {
            var (rows, after) = (new List<TimeLimitRow>(), (string?)null);
            do
            {
                var page = await office.SendAsync(new ListTimeLimits(view, After: after, Limit: 1), Bureau);
                rows.AddRange(page.Items);
                after = page.Next;
            } while (after is not null);
            return [.. rows.Where(row => row.CaseNumber == late || row.CaseNumber == second || row.CaseNumber == third)];
        }
        (await ListAsync("running")).Select(row => row.CaseNumber).ShouldBe([late, second]);
        var red = (await ListAsync("red")).Single();
        (red.CaseNumber, red.Colour, red.OverdueDays, red.LateStages.Single()).ShouldBe((late, "Red", 7, "handover"));
        (await ListAsync("amber")).Single().CaseNumber.ShouldBe(second);
        var paused = (await ListAsync("paused")).Single();
        (paused.CaseNumber, paused.Pause!.Reason, paused.UsedDays, paused.PausedDays, paused.RawDays).ShouldBe((third, "APPLICANT_ASKED", 0, 6, 6));
        var counts = await office.SendAsync(new CountTimeLimits(), ErrandOffice.Manager());
        counts.ShouldAllBe(count => count.Office == "east");
        counts.Single(count => count.Colour == "paused").Count.ShouldBeGreaterThan(0);
        (await office.SendAsync(new ListTimeLimits(), ErrandOffice.Manager("manager.west", "west"))).Items.ShouldBeEmpty();
    }
}
