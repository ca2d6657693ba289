using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Timeline;

/// <summary>What happened to an instance that runs without a case, told in sentences.</summary>
/// <param name="Kinds">Only these; null: all but <c>step</c>.</param>
/// <param name="Newest">Newest first; otherwise oldest first.</param>
public sealed record ReadInstanceTimeline(string Id, IReadOnlyList<string>? Kinds = null, bool Newest = true, string? After = null, int Limit = 50) : IQuery<Page<TimelineEntry>>;

internal sealed class ReadInstanceTimelineValidator : AbstractValidator<ReadInstanceTimeline>
{
    public ReadInstanceTimelineValidator() => RuleForEach(query => query.Kinds).Must(kind => TimelineKind.All.Contains(kind)).WithErrorCode("kind-unknown")
        .WithMessage($"类别应为：{string.Join("、", TimelineKind.All)}。|A kind is one of {string.Join(", ", TimelineKind.All)}.");
}

internal sealed class ReadInstanceTimelineHandler(InstanceViews views, TimelineRows rows, TimelineJournal journal, TimelineTexts texts, InstanceStore instances, ProcessCatalogue processes)
    : IRequestHandler<ReadInstanceTimeline, Page<TimelineEntry>>
{
    public async Task<Page<TimelineEntry>> Handle(ReadInstanceTimeline request, CancellationToken cancellationToken)
    {
        await views.MustBeSeenAsync(request.Id, cancellationToken);
        var stored = (await instances.LoadAsync(request.Id, cancellationToken))!;
        var definition = (await processes.GetAsync(stored.DefinitionId, stored.Version, cancellationToken)).Definition;
        var (limit, cursor) = (request.Limit.Bounded(), TimelineCursor.Parse(request.After));
        string[] kinds = request.Kinds is { Count: > 0 } chosen ? [.. chosen] : [.. TimelineKind.All.Where(kind => kind != "step")];
        var page = ReadTimelineHandler.Merged(await rows.ReadAsync(stored.Id, kinds, request.Newest, cursor, limit + 1, cancellationToken),
            await journal.ReadAsync(stored.Id, definition, kinds, request.Newest, cursor, limit + 1, cancellationToken), cursor, limit, request.Newest);
        return new Page<TimelineEntry>(await texts.TellAsync(page.Items, definition, cancellationToken), page.Next);
    }
}
