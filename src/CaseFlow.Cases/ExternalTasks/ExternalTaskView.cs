using System.Text.Json;

namespace CaseFlow.Cases.ExternalTasks;

/// <summary>A piece of work that a workflow asks of programs outside.</summary>
/// <param name="Id">The workflow knows it by the same id (output <c>taskId</c>).</param>
/// <param name="Name">What programs ask for.</param>
/// <param name="Payload">What the program needs to know.</param>
/// <param name="Process">The process that asks.</param>
/// <param name="CaseNumber">Its case; null without one.</param>
/// <param name="Office">The office of the case; null without one.</param>
/// <param name="OpenedAt">When it was asked.</param>
/// <param name="Worker">Who has it now or had it last.</param>
/// <param name="LeasedUntil">Until when nobody else gets it (wall time); null if nobody ever had it.</param>
/// <param name="Attempts">How often it was fetched.</param>
public sealed record ExternalTaskView(string Id, string Name, JsonElement Payload, string Process, string? CaseNumber, string? Office, DateTimeOffset OpenedAt, string? Worker,
    DateTimeOffset? LeasedUntil, int Attempts);

/// <summary>What a report did.</summary>
/// <param name="Id">The task.</param>
/// <param name="Status"><c>completed</c> or <c>failed</c>.</param>
public sealed record ExternalTaskReported(string Id, string Status);
