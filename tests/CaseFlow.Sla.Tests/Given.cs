using System.Collections.Immutable;
using System.Text.Json;

namespace CaseFlow.Sla.Tests;

/// <summary>The calendars, promises and instants that the tests speak of.</summary>
internal static class Given
{
    public static readonly WorkingCalendar Mainland = new("cn-mainland", [.. Enumerable.Range(2024, 4).Select(Table)]);

    public static readonly ClockPolicy SevenDays = new("promise", ClockUnit.WorkingDays, 7)
    {
        AmberFromDay = 6,
        FinalDay = 7,
        Red = true,
        Stages = [new StageLimit("handover", 5, "HANDOVER_LATE")],
    };

    public static readonly ClockPolicy SixtyDaysByLaw = new("law", ClockUnit.CalendarDays, 60) { Red = true };

    public static CalendarYear Table(int year) => CalendarYear.Parse(TableText(year));

    public static string TableText(int year) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cn-mainland", $"{year}.json"));

    public static JsonElement Data(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name))).RootElement;

    public static DateTimeOffset At(string at) => DateTimeOffset.Parse(at.Length == 10 ? $"{at}T00:00:00+08:00" : at.Length == 16 ? $"{at}:00+08:00" : at);

    public static DateOnly On(string date) => DateOnly.Parse(date);

    public static ClockLedger SevenDaysFrom(string at) => ClockLedger.Start(SevenDays, At(at), Mainland);

    public static ClockReading ReadAt(this ClockLedger ledger, string now) => Clock.Read(ledger, Mainland, At(now));

    public static ClockLedger PausedBetween(this ClockLedger ledger, string from, string to) =>
        ledger.Pause(At(from), "APPLICANT_RECAPTURE_PHOTO", "manager").OrThrow().Resume(At(to)).OrThrow();

    public static ImmutableArray<DateOnly> Dates(this JsonElement list) => [.. list.EnumerateArray().Select(d => On(d.GetString()!))];

    public static string Text(this JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
