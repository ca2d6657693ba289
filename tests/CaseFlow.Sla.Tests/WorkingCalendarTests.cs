namespace CaseFlow.Sla.Tests;

public sealed class WorkingCalendarTests
{
    [Theory]
    [InlineData("2026-01-01", DayKind.Holiday)]
    [InlineData("2026-01-04", DayKind.MakeUpWorking)]
    [InlineData("2026-01-05", DayKind.Working)]
    [InlineData("2026-01-10", DayKind.Weekend)]
    [InlineData("2024-02-09", DayKind.Working)]
    [InlineData("2024-06-08", DayKind.Weekend)]
    [InlineData("2031-01-01", DayKind.Working)]
    public void Every_date_is_of_one_kind(string date, DayKind kind) => Given.Mainland.KindOf(Given.On(date)).ShouldBe(kind);

    [Fact]
    public void Holidays_have_names()
    {
        Given.Mainland.HolidayName(Given.On("2026-02-17")).ShouldBe("春节");
        Given.Mainland.HolidayName(Given.On("2026-02-14")).ShouldBeNull();
    }

    [Fact]
    public void It_knows_where_its_knowledge_ends()
    {
        Given.Mainland.CoveredUntil.ShouldBe(Given.On("2026-12-31"));
        Given.Mainland.IsProvisional(Given.On("2026-12-31")).ShouldBeFalse();
        Given.Mainland.IsProvisional(Given.On("2027-01-01")).ShouldBeTrue();
        Given.Mainland.IsProvisional(Given.On("2023-12-31")).ShouldBeTrue();
    }

    [Fact]
    public void A_gap_ends_the_coverage()
    {
        var calendar = new WorkingCalendar("cn-mainland", [Given.Table(2024), Given.Table(2026)]);

        calendar.CoveredUntil.ShouldBe(Given.On("2024-12-31"));
        calendar.IsProvisional(Given.On("2026-05-01")).ShouldBeTrue();
    }

    [Fact]
    public void A_calendar_without_any_published_year_covers_nothing()
    {
        var calendar = new WorkingCalendar("cn-mainland", [Given.Table(2027)]);

        calendar.CoveredUntil.ShouldBeNull();
        calendar.IsProvisional(Given.On("2027-01-01")).ShouldBeTrue();
    }

    [Fact]
    public void A_rest_day_moves_to_the_first_working_day_after()
    {
        Given.Mainland.FirstWorkingDayOnOrAfter(Given.On("2026-10-01")).ShouldBe(Given.On("2026-10-08"));
        Given.Mainland.FirstWorkingDayOnOrAfter(Given.On("2026-10-10")).ShouldBe(Given.On("2026-10-10"));
    }

    [Fact]
    public void A_year_without_working_days_is_stepped_over()
    {
        var idle = new CalendarYear("x", 2026, true, null, [.. Enumerable.Range(0, 365).Select(i => new Holiday(new DateOnly(2026, 1, 1).AddDays(i)))], []);

        new WorkingCalendar("x", [idle]).NthWorkingDayAfter(Given.On("2025-12-31"), 1).ShouldBe(Given.On("2027-01-01"));
    }

    [Fact]
    public void A_plain_weekday_listed_as_worked_stays_a_plain_weekday()
    {
        var table = new CalendarYear("x", 2026, true, null, [], [Given.On("2026-03-02")]);

        new WorkingCalendar("x", [table]).KindOf(Given.On("2026-03-02")).ShouldBe(DayKind.Working);
    }

    [Fact]
    public void Tables_of_another_calendar_and_faulty_tables_are_refused()
    {
        Should.Throw<CalendarYearException>(() => new WorkingCalendar("cn-hongkong", [Given.Table(2026)])).Faults.ShouldHaveSingleItem().Code.ShouldBe("calendar-name-differs");
        var faulty = Given.Table(2026) with { Workdays = [Given.On("2026-01-01")] };
        Should.Throw<CalendarYearException>(() => new WorkingCalendar("cn-mainland", [faulty])).Faults.ShouldHaveSingleItem().Code.ShouldBe("calendar-day-both");
    }

    [Fact]
    public void Publishing_makes_the_next_version_and_leaves_the_old_one_alone()
    {
        var next = Given.Mainland.Publish(Given.Table(2027) with { Published = true });

        (next.Version, next.CoveredUntil).ShouldBe((2, Given.On("2027-12-31")));
        (Given.Mainland.Version, Given.Mainland.CoveredUntil).ShouldBe((1, Given.On("2026-12-31")));
    }

    [Fact]
    public void The_book_gives_every_version_back_from_the_publications()
    {
        var published = Given.Table(2027) with { Published = true };
        var book = new CalendarBook("cn-mainland", [new(2, published), .. Given.Mainland.Years.Select(y => new CalendarPublication(1, y))]);

        book.Newest.Version.ShouldBe(2);
        book.At(2).CoveredUntil.ShouldBe(Given.On("2027-12-31"));
        book.At(1).CoveredUntil.ShouldBe(Given.On("2026-12-31"));
        book.At(0).ShouldBeSameAs(book.Newest);
    }
}
