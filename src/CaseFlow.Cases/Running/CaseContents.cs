using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Tasks;
using CaseFlow.Sla;

namespace CaseFlow.Cases.Running;

/// <summary>What belongs to a case and stands in rows of its own. A burst reads it with the case and keeps it up, so that the answer of a command is built without
/// reading again: five look-ups a command less. Each writer of such a row changes it here too; a test compares both after every step.</summary>
internal sealed record CaseContents
{
    /// <summary>The person the case is about, with masks on.</summary>
    public required PersonView Applicant { get; init; }

    /// <summary>The newest version of each working-day calendar.</summary>
    public required IReadOnlyDictionary<string, int> Calendars { get; init; }

    /// <summary>Ledgers of its clocks, in the order they were started.</summary>
    public List<ClockLedger> Clocks { get; init; } = [];

    /// <summary>Its open tasks, oldest first.</summary>
    public List<OpenTask> Tasks { get; init; } = [];

    /// <summary>Its open incidents, oldest first.</summary>
    public List<OpenIncident> Incidents { get; init; } = [];

    /// <summary>Events that the case's children wait for; what its own instance waits for stands in that instance.</summary>
    public List<ChildWait> ChildWaits { get; init; } = [];

    public void Put(ClockLedger ledger)
    {
        var place = Clocks.FindIndex(one => one.Policy.Name == ledger.Policy.Name);
        if (place < 0)
            Clocks.Add(ledger);
        else
            Clocks[place] = ledger;
    }
}

/// <summary>An open task and the visit that waits for it.</summary>
internal sealed record OpenTask(string Instance, long Token, TaskView View);

/// <summary>An event that a visit of a child waits for.</summary>
internal sealed record ChildWait(string Instance, long Token, string Name, string[] Senders, string? Form);

/// <summary>An open incident and its visit.</summary>
internal sealed record OpenIncident(string Instance, long Token, IncidentSummary Summary);
