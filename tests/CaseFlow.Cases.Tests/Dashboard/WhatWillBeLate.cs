using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Dashboard;
using CaseFlow.Cases.Forecast;

namespace CaseFlow.Cases.Tests.Dashboard;

/// <summary>The forecast: of the past cases that had been in the same state for as long, the part whose limit ran on for longer than is left.</summary>
public sealed class WhatWillBeLate(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private static DateTimeOffset Shanghai(string text) => DateTimeOffset.Parse($"{text}+08:00");

    /// <summary>Ten that took so many hours, ten that took twice as many.</summary>
    private static Survival Past(double hours) => new([((int)Scale.StepOf(TimeSpan.FromHours(hours)), 10L), (Scale.StepOf(TimeSpan.FromHours(2 * hours)), 10L)]);

    [Fact]
    public void Half_of_the_past_took_longer_so_half_is_the_probability_and_having_waited_already_raises_it()
    {
        Past(10).Breaks(0, 15).ShouldBe(0.5, 0.01);
        Past(10).Breaks(12, 5).ShouldBe(0.95, 0.01, "all that ran for twelve hours ran for twenty");
        Past(10).Breaks(0, 30).ShouldBe(0.02, 0.01, "never seen is not impossible");
        Past(10).Breaks(25, 250).ShouldBe(0.02, 0.01, "what has outrun the past is asked anew: nothing has ever taken so long as is left");
        Past(10).Breaks(25, 5).ShouldBe(0.98, 0.01, "and everything has taken longer than these five hours");
        Past(10).Usual(12).ShouldBeInRange(8, 9.1);
        Past(10).Usual(25).ShouldBe(10, 1, "what has outrun the past is asked anew");
    }

    [Theory, InlineData(1), InlineData(8), InlineData(56), InlineData(400)]
    public void The_scale_is_at_most_five_percent_above(double hours) => Scale.HoursOf(Scale.StepOf(TimeSpan.FromHours(hours))).ShouldBeInRange(hours - 0.001, hours * 1.06);

    [Fact]
    public async Task A_case_like_those_that_were_late_is_listed_until_it_ends_and_the_forecast_is_held_against_what_came()
    {
        office.Clock.Now = Shanghai("2026-03-02T09:00:00");
        var number = (await office.AwaitingAsync()).Number;
        var state = (await office.CaseAsync(number)).State;
        // Twenty of thirty past cases needed a hundred working hours from this state; seven days have fifty-six.
        await office.Database.ExecuteAsync("insert into rest (process, clock, stage, day, step, count) values ('errand', 'promise', @state, '2026-02-20', @quick, 10), ('errand', 'promise', @state, '2026-02-20', @slow, 20)",
            new { state, quick = Scale.StepOf(TimeSpan.FromHours(20)), slow = Scale.StepOf(TimeSpan.FromHours(100)) });
        await office.Database.ExecuteAsync("insert into statistic_run (work, made_at, day) values ('days', now(), '2026-03-02') on conflict (work) do update set day = excluded.day");
        await office.SendAsync(new RefreshDashboard());
        await office.DrainAsync();

        var row = (await office.SendAsync(new ListForecasts(), ErrandOffice.Manager())).Items.Single(one => one.CaseNumber == number);
        row.Probability.ShouldBe(0.66, 0.02);
        (row.Sample, row.HoursLeft).ShouldBe((30, 64.0), "today and seven working days of eight hours");
        (await office.SendAsync(new GetCaseForecast(number), ErrandOffice.Manager())).Single().Probability.ShouldBe(row.Probability, 0.001);
        (await office.SendAsync(new ListTimeLimits(), ErrandOffice.Manager())).Items.Single(one => one.CaseNumber == number).Probability.ShouldBe(row.Probability, "every list of limits says it");
        (await office.SendAsync(new ListForecasts(), ErrandOffice.Manager("manager.west", "west"))).Items.ShouldBeEmpty();

        await office.MoveClockAsync(Shanghai("2026-03-13T09:00:00"));
        (await office.SendAsync(new ListForecasts(), ErrandOffice.Manager())).Items.ShouldNotContain(one => one.CaseNumber == number, "what is late is no forecast");
        await office.SendAsync(new SendCaseEvent(number, "errand.done"));
        await office.SendAsync(new RefreshDashboard());
        await office.DrainAsync();
        (await office.SendAsync(new CheckForecasts(From: new DateOnly(2026, 3, 13), To: new DateOnly(2026, 3, 13)))).ShouldContain(check => check.Tenth == 6 && check.Broken == 1);
    }
}
