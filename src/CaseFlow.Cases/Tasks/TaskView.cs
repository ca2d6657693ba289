using System.Text.Json;

namespace CaseFlow.Cases.Tasks;

/// <summary>A human task of a case.</summary>
/// <param name="Name">Stable name in the workflow, e.g. <c>accept</c>.</param>
/// <param name="Title">Title by locale.</param>
/// <param name="Status"><c>open</c>, <c>completed</c> or <c>cancelled</c>.</param>
/// <param name="Assignee">Login of the person who claimed it.</param>
/// <param name="Outcomes">The buttons.</param>
/// <param name="Data">What the form shows; holds no personal data.</param>
public sealed record TaskView(long Id, string CaseNumber, string Process, string Office, string Name, IReadOnlyDictionary<string, string> Title, string? Form, string Status,
    string? Assignee, IReadOnlyList<string> CandidateGroups, int Priority, DateTimeOffset? Due, IReadOnlyList<string> Outcomes, JsonElement Data, DateTimeOffset OpenedAt);
