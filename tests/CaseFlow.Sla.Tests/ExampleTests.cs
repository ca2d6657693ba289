using System.Text.Json;

namespace CaseFlow.Sla.Tests;

/// <summary>The worked examples of the rulebook: every accepted case, every suspension, every promise of the acceptance scenarios.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Accepted => [.. Rows("accepted").Select(r => r.Text("at"))];

    public static TheoryData<string> Suspended => [.. Rows("suspended").Select(r => r.Text("at"))];

    public static TheoryData<string> Promises => [.. Given.Data("promises.json").EnumerateArray().Select(r => r.Text("id"))];

    [Theory, MemberData(nameof(Accepted))]
    public void Seven_working_days_from_the_day_of_acceptance(string at)
    {
        var row = Rows("accepted").Single(r => r.Text("at") == at);
        var reading = Given.SevenDaysFrom(at).ReadAt(at);

        reading.WorkingDays.ShouldBe(row.GetProperty("days").Dates());
        reading.DeadlineDate.ShouldBe(reading.WorkingDays[^1]);
        reading.AmberFrom.ShouldBe(Given.At(row.Text("amber")));
        reading.RedFrom.ShouldBe(Given.At(row.Text("red")));
        reading.Provisional.ShouldBe(row.GetProperty("provisional").GetBoolean());

        var counted = ClockLedger.Start(Given.SevenDays with { CountAcceptanceDay = true }, Given.At(at), Given.Mainland);
        counted.ReadAt(at).DeadlineDate.ShouldBe(Given.On(row.Text("acceptanceDayCounted")));
    }

    [Theory, MemberData(nameof(Suspended))]
    public void A_suspension_gives_back_the_working_days_it_took(string at)
    {
        var row = Rows("suspended").Single(r => r.Text("at") == at);
        var ledger = Given.SevenDaysFrom(at);
        ledger.ReadAt(at).DeadlineDate.ShouldBe(Given.On(row.Text("base")));

        var paused = ledger.Pause(Given.At(row.Text("from")), "R", "manager").OrThrow();
        paused.ReadAt(row.Text("from")).UsedDays.ShouldBe(row.GetProperty("elapsed").GetInt32());
        var resumed = paused.Resume(Given.At(row.Text("to"))).OrThrow().ReadAt(row.Text("to"));
        resumed.PausedDays.ShouldBe(row.GetProperty("excluded").GetInt32());
        resumed.DeadlineDate.ShouldBe(Given.On(row.Text("deadline")));
    }

    [Theory, MemberData(nameof(Promises))]
    public void The_promises_of_the_acceptance_scenarios(string id)
    {
        var row = Given.Data("promises.json").EnumerateArray().Single(r => r.Text("id") == id);
        var ledger = Given.SevenDaysFrom(row.Text("accepted"));
        foreach (var (name, enter) in Entries)
            if (row.TryGetProperty(name, out var at))
                ledger = enter(ledger, Given.At(at.GetString()!)).OrThrow();

        var reading = ledger.ReadAt(row.TryGetProperty("stopped", out var stopped) ? stopped.GetString()! : row.Text("accepted"));

        reading.DeadlineDate.ShouldBe(Given.On(row.Text("deadline")));
        reading.AmberFrom.ShouldBe(Given.At(row.Text("amber")));
        reading.FinalDayFrom.ShouldBe(Given.At(row.Text("finalDay")));
        reading.RedFrom.ShouldBe(Given.At(row.Text("red")));
        reading.WorkingDays.ShouldBe(row.GetProperty("days").Dates());
        if (row.TryGetProperty("outcome", out var outcome))
        {
            JsonSerializer.SerializeToElement(reading.Outcome).GetString().ShouldBe(outcome.GetString());
            reading.UsedDays.ShouldBe(row.GetProperty("used").GetInt32());
            reading.OverdueDays.ShouldBe(row.GetProperty("overdue").GetInt32());
        }

        var law = ClockLedger.Start(Given.SixtyDaysByLaw, Given.At(row.Text("accepted")), Given.Mainland);
        law.ReadAt(row.Text("accepted")).DeadlineDate.ShouldBe(Given.On(row.Text("law60")));
    }

    private static readonly (string Name, Func<ClockLedger, DateTimeOffset, LedgerEntry> Enter)[] Entries =
    [
        ("paused", (l, at) => l.Pause(at, "APPLICANT_RECAPTURE_PHOTO", "manager")),
        ("resumed", (l, at) => l.Resume(at)),
        ("handedOver", (l, at) => l.ReachStage("handover", at)),
        ("attempted", (l, at) => l.RecordAttempt(at)),
        ("stopped", (l, at) => l.Stop(at)),
    ];

    private static IEnumerable<JsonElement> Rows(string name) => Given.Data("deadlines.json").GetProperty(name).EnumerateArray();
}
