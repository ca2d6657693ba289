using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Timeline;

/// <summary>What happened to a case, told in sentences: from the journal, tasks, clocks, decisions, messages, papers, events, incidents and repairs.</summary>
/// <param name="Kinds">Only these; null: all but <c>step</c>, the single activities.</param>
/// <param name="Newest">Newest first; otherwise oldest first.</param>
/// <param name="Instance">An instance of the case that another one started: only its own part of the journal.</param>
public sealed record ReadTimeline(string Number, IReadOnlyList<string>? Kinds = null, bool Newest = true, string? After = null, int Limit = 50, string? Instance = null)
    : IQuery<Page<TimelineEntry>>;

/// <summary>One thing that happened.</summary>
/// <param name="Kind">One of <see cref="TimelineKind"/>.</param>
/// <param name="What">What exactly, for programs: <c>task.completed</c>, <c>signal.red</c>.</param>
/// <param name="By">Who: a login, a system, <c>server</c>; null where nobody did it.</param>
/// <param name="Text">The sentence by locale (<c>zh-CN</c>, <c>en</c>).</param>
public sealed record TimelineEntry(DateTimeOffset At, string Kind, string What, string? By, IReadOnlyDictionary<string, string> Text);

/// <summary>What a timeline can tell of.</summary>
public static class TimelineKind
{
    /// <summary>Opened, closed.</summary>
    public const string Case = "case";

    /// <summary>Every kind, as they may be asked for.</summary>
    public static IReadOnlyList<string> All { get; } = [Case, "task", "timer", "event", "clock", "decision", "message", "paper", "incident", "repair", "step"];
}

internal sealed class ReadTimelineValidator : AbstractValidator<ReadTimeline>
{
    public ReadTimelineValidator() => RuleForEach(query => query.Kinds).Must(kind => TimelineKind.All.Contains(kind)).WithErrorCode("kind-unknown")
        .WithMessage($"类别应为：{string.Join("、", TimelineKind.All)}。|A kind is one of {string.Join(", ", TimelineKind.All)}.");
}

internal sealed class ReadTimelineHandler(CaseViews views, TimelineRows rows, TimelineJournal journal, TimelineTexts texts, InstanceStore instances, ProcessCatalogue processes)
    : IRequestHandler<ReadTimeline, Page<TimelineEntry>>
{
    public async Task<Page<TimelineEntry>> Handle(ReadTimeline request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var stored = await instances.LoadAsync(request.Instance ?? CaseRunner.InstanceId(id), cancellationToken);
        if (stored?.CaseId != id)
            throw RefusedException.NotFound("instance-unknown", "该办件没有这个流程实例。", "The case has no such instance.");
        var definition = (await processes.GetAsync(stored!.DefinitionId, stored.Version, cancellationToken)).Definition;
        var (limit, cursor) = (request.Limit.Bounded(), TimelineCursor.Parse(request.After));
        string[] kinds = request.Kinds is { Count: > 0 } chosen ? [.. chosen] : [.. TimelineKind.All.Where(kind => kind != "step")];
        var told = request.Instance is null ? await rows.ReadAsync(id, kinds, request.Newest, cursor, limit + 1, cancellationToken) : [];
        var journalled = await journal.ReadAsync(stored.Id, definition, kinds, request.Newest, cursor, limit + 1, cancellationToken);

        var page = Merged(told, journalled, cursor, limit, request.Newest);
        return new Page<TimelineEntry>(await texts.TellAsync(page.Items, definition, cancellationToken), page.Next);
    }

    internal static Page<TimelineMoment> Merged(IReadOnlyList<TimelineMoment> told, TimelineJournal.Part journalled, TimelineCursor cursor, int limit, bool newest)
    {
        // Two sorted streams become one; each keeps its own place in the cursor, so neither repeats or skips when they share an instant.
        var page = new List<TimelineMoment>();
        var (t, j) = (0, 0);
        while (page.Count < limit && (t < told.Count || j < journalled.Entries.Count))
        {
            var fromRows = j == journalled.Entries.Count || (t < told.Count && IsBefore(told[t].At, journalled.Entries[j].At, newest));
            var moment = fromRows ? told[t++] : journalled.Entries[j++];
            cursor = fromRows ? cursor with { At = moment.At, Rank = moment.Rank, Id = moment.Id } : cursor with { Sequence = moment.Id };
            page.Add(moment);
        }
        if (j == journalled.Entries.Count)
            cursor = cursor with { Sequence = journalled.Until ?? cursor.Sequence };
        var more = t < told.Count || j < journalled.Entries.Count || journalled.GoesOn;
        return new Page<TimelineMoment>(page, more ? cursor.ToString() : null);
    }

    private static bool IsBefore(DateTimeOffset row, DateTimeOffset journalled, bool newest) => newest ? row > journalled : row < journalled;
}

/// <summary>Something that happened, before it is put into words.</summary>
/// <param name="Rank">Orders the sources of rows; 0 for the journal.</param>
/// <param name="Id">The row's id, or the number of the event in the journal.</param>
/// <param name="Values">What the sentence names: text, or an object with a text by locale.</param>
internal sealed record TimelineMoment(DateTimeOffset At, int Rank, long Id, string Kind, string What, string? By, IReadOnlyDictionary<string, System.Text.Json.JsonElement> Values);

/// <summary>How far a reader has come in the rows and in the journal.</summary>
internal sealed record TimelineCursor(DateTimeOffset? At, int Rank, long Id, long? Sequence)
{
    public static TimelineCursor Parse(string? text) =>
        text?.Split('.') is [var ticks, var rank, var id, var sequence] && long.TryParse(ticks, out var at) && at is >= 0 and <= 3_155_378_975_999_999_999
            && int.TryParse(rank, out var place) && long.TryParse(id, out var row) && long.TryParse(sequence, out var number)
            ? new(at == 0 ? null : new DateTimeOffset(at, TimeSpan.Zero), place, row, number == 0 ? null : number) : new(null, 0, 0, null);

    public override string ToString() => $"{At?.UtcTicks ?? 0}.{Rank}.{Id}.{Sequence ?? 0}";
}
