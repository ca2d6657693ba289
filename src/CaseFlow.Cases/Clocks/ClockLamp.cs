using CaseFlow.Sla;

namespace CaseFlow.Cases.Clocks;

/// <summary>The lamp of a clock as its row keeps it; null when no card can fall due any more. Every lamp changes at an instant for which a job is armed, so the row is as true as the ledger.</summary>
internal static class ClockLamp
{
    public static string? Of(ClockReading reading) => !reading.IsOpen ? null : reading.Colour switch
    {
        ClockColour.Amber => "amber",
        ClockColour.FinalDay => "final",
        ClockColour.Red => "red",
        ClockColour.Paused => "paused",
        _ => "green",
    };
}
