namespace CaseFlow.Sla.Tests;

public sealed class CalendarYearTests
{
    [Theory, InlineData(2024), InlineData(2025), InlineData(2026), InlineData(2027)]
    public void The_shipped_tables_are_sound_and_survive_a_round_trip(int year)
    {
        var table = Given.Table(year);

        table.Validate().ShouldBeEmpty();
        table.Published.ShouldBe(year < 2027);
        CalendarYear.Parse(table.ToJson()).ToJson().ShouldBe(table.ToJson());
    }

    [Theory, InlineData(2024, 28, 8), InlineData(2025, 28, 5), InlineData(2026, 33, 6), InlineData(2027, 13, 0)]
    public void The_shipped_tables_have_the_days_of_the_notices(int year, int holidays, int workdays)
    {
        Given.Table(year).Holidays.Length.ShouldBe(holidays);
        Given.Table(year).Workdays.Length.ShouldBe(workdays);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var reading = CalendarYear.Read("""
            { "calendar": "cn-mainland", "year": 2027, "published": true, "hollidays": [],
              "holidays": ["2027-01-01", { "date": "2027-01-01", "name": "元旦" }, "2028-01-01", "tomorrow", { "name": "春节" }],
              "workdays": ["2027-01-01", "2027-01-04", "2026-01-03"] }
            """);

        reading.IsSound.ShouldBeFalse();
        reading.Faults.Select(f => (f.Code, f.Path)).ShouldBe(
        [
            ("calendar-unknown-field", "$.hollidays"),
            ("calendar-not-a-date", "$.holidays[3]"),
            ("calendar-not-a-date", "$.holidays[4].date"),
            ("calendar-day-twice", "$.holidays[1]"),
            ("calendar-day-outside-year", "$.holidays[2]"),
            ("calendar-day-both", "$.workdays[0]"),
            ("calendar-workday-on-weekday", "$.workdays[1]"),
            ("calendar-day-outside-year", "$.workdays[2]"),
        ]);
        reading.Faults.ShouldAllBe(f => f.Zh.Length > 0 && f.En.Length > 0);
    }

    [Fact]
    public void A_make_up_day_on_a_plain_weekday_is_only_a_warning()
    {
        var reading = CalendarYear.Read("""{ "published": true, "holidays": ["2027-01-01"], "workdays": ["2027-01-04"] }""", "cn-mainland", 2027);

        reading.IsSound.ShouldBeTrue();
        reading.Faults.ShouldHaveSingleItem().Severity.ShouldBe(FaultSeverity.Warning);
    }

    [Fact]
    public void A_published_year_without_any_holiday_is_worth_a_second_look() =>
        CalendarYear.Read("""{ "published": true, "holidays": [], "workdays": [] }""", "cn-mainland", 2027)
            .Faults.ShouldHaveSingleItem().Code.ShouldBe("calendar-no-holidays");

    [Fact]
    public void The_file_and_the_place_it_is_published_to_must_agree() =>
        CalendarYear.Read(Given.TableText(2026), "cn-hongkong", 2027).Faults.Select(f => f.Code).ShouldBe(["calendar-name-differs", "calendar-year-differs"]);

    [Theory, InlineData("[]", "calendar-not-object"), InlineData("{", "calendar-not-json")]
    public void What_is_no_table_is_said_plainly(string json, string code)
    {
        CalendarYear.Read(json).Faults.ShouldHaveSingleItem().Code.ShouldBe(code);
        Should.Throw<CalendarYearException>(() => CalendarYear.Parse(json)).Faults.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_empty_object_misses_everything_that_must_be_said() =>
        CalendarYear.Read("{}").Faults.Select(f => f.Code).ShouldBe(
            ["calendar-year-missing", "calendar-published-missing", "calendar-list-missing", "calendar-list-missing", "calendar-name-missing"]);

    [Theory]
    [InlineData("""{ "calendar": 1, "year": "2027", "published": "yes", "holidays": {}, "workdays": null }""", 6)]
    [InlineData("""{ "calendar": "x", "year": 1027, "published": true, "holidays": ["1027-01-01"], "workdays": [] }""", 1)]
    public void Values_of_the_wrong_kind_are_faults_not_exceptions(string json, int errors) =>
        CalendarYear.Read(json).Faults.Count(f => f.Severity == FaultSeverity.Error).ShouldBe(errors);

    [Fact]
    public void The_shipped_tables_agree_with_the_shared_facts_where_these_are_at_hand()
    {
        var shared = Path.Combine(AppContext.BaseDirectory, "../../../../../../shared/domain/calendar-2024-2027.json");
        Assert.SkipUnless(File.Exists(shared), "The shared facts are not beside this clone.");
        var facts = System.Text.Json.JsonDocument.Parse(File.ReadAllText(shared)).RootElement;
        foreach (var year in facts.EnumerateObject())
        {
            var table = Given.Table(int.Parse(year.Name));
            table.Holidays.Select(h => (h.Date, h.Name!)).ShouldBe(year.Value.GetProperty("holidays").EnumerateArray().Select(h => (Given.On(h.Text("date")), h.Text("name"))));
            table.Workdays.ShouldBe(year.Value.GetProperty("workdays").Dates());
        }
    }
}
