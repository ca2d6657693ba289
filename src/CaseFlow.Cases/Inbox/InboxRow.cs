using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Inbox;

/// <summary>A task as the inbox shows it: with what matters of its case.</summary>
/// <param name="Task">The task itself.</param>
/// <param name="State">State of the case.</param>
/// <param name="ApplicantId">The person the case is about, for a filter.</param>
/// <param name="Applicant">The name as staff see it in lists.</param>
/// <param name="Limit">The most urgent time limit of the case that still runs; null without one.</param>
/// <param name="Unread">The reader has not opened it yet.</param>
/// <param name="OnBehalfOf">The colleague who is away and for whom it is done.</param>
public sealed record InboxRow(TaskView Task, string State, Guid ApplicantId, string Applicant, InboxLimit? Limit, bool Unread, string? OnBehalfOf);

/// <summary>A running time limit in a list.</summary>
/// <param name="Clock">Its name in the process, e.g. <c>promise</c>.</param>
/// <param name="Colour"><c>green</c>, <c>amber</c>, <c>final</c>, <c>red</c> or <c>paused</c>.</param>
/// <param name="Unit">What its days are: <c>WorkingDays</c> or <c>CalendarDays</c>.</param>
/// <param name="Deadline">Its last day.</param>
/// <param name="RemainingDays">Days of its unit that are left; 0 on the last day and after it.</param>
/// <param name="OverdueDays">Days of its unit since the last one.</param>
/// <param name="Provisional">Counted beyond the last published year.</param>
public sealed record InboxLimit(string Clock, string Colour, string Unit, DateOnly Deadline, int RemainingDays, int OverdueDays, bool Provisional);

/// <summary>What of the inbox somebody wants to see. Everything given must hold.</summary>
/// <param name="View"><c>mine</c> (assigned to me), <c>group</c> (free, of my groups), <c>approvals</c> (free, and no clerk may do it) or <c>all</c> (all I may see).</param>
/// <param name="Process">Processes, any of them.</param>
/// <param name="State">States of the case, any of them.</param>
/// <param name="Office">An office with everything below it.</param>
/// <param name="Name">Names of tasks in their process, any of them.</param>
/// <param name="Assignee">Login of who has it.</param>
/// <param name="Colour">Lamps of the most urgent limit, any of them; <c>none</c> = no running limit.</param>
/// <param name="DueBefore">The limit's last day lies before this day.</param>
/// <param name="DueWithin">The limit's last day is past or at most so many days away; 0 = today.</param>
/// <param name="Applicant">Id of the person the case is about, as a search gives it.</param>
/// <param name="Unread">Only what the reader has not opened.</param>
/// <param name="Group">Only free ones that this group may take.</param>
/// <param name="Promised">By the day the case is promised for: a day, <c>late</c> (over) or <c>none</c> (no limit runs).</param>
/// <param name="Sort"><c>urgency</c> (priority, then the longest waiting), <c>deadline</c>, or <c>opened</c> (newest first).</param>
public sealed record InboxFilter(string View = "group", IReadOnlyList<string>? Process = null, IReadOnlyList<string>? State = null, string? Office = null, IReadOnlyList<string>? Name = null,
    string? Assignee = null, IReadOnlyList<string>? Colour = null, DateOnly? DueBefore = null, Guid? Applicant = null, bool? Unread = null, string Sort = "urgency",
    string? Group = null, string? Promised = null, int? DueWithin = null);
