using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>The inbox (待办): open tasks with what matters of their cases, a page by key.</summary>
public sealed record ListInbox(InboxFilter Filter, string? After = null, int Limit = 50) : IQuery<Page<InboxRow>>;

/// <summary>How many tasks of each view the reader has, counted no further than <see cref="Most"/>.</summary>
public sealed record CountInbox(InboxFilter Filter) : IQuery<InboxCounts>
{
    /// <summary>Beyond it a view shows «999+».</summary>
    public const int Most = 1000;
}

/// <summary>Tasks by view.</summary>
/// <param name="Mine">Assigned to the reader.</param>
/// <param name="Group">Free, of the reader's groups.</param>
/// <param name="All">All the reader may see.</param>
public sealed record InboxCounts(int Mine, int Group, int All);

internal sealed class ListInboxValidator : AbstractValidator<ListInbox>
{
    public ListInboxValidator() => RuleFor(query => query.Filter).SetValidator(new InboxFilterValidator());
}

internal sealed class InboxFilterValidator : AbstractValidator<InboxFilter>
{
    public InboxFilterValidator()
    {
        RuleFor(filter => filter.View).Must(view => view is "mine" or "group" or "approvals" or "all").WithErrorCode("view-unknown").WithMessage("视图应为 mine、group、approvals 或 all。|The view is mine, group, approvals or all.");
        RuleFor(filter => filter.Sort).Must(sort => sort is "urgency" or "deadline" or "opened").WithErrorCode("sort-unknown")
            .WithMessage("排序应为 urgency、deadline 或 opened。|The order is urgency, deadline or opened.");
        RuleForEach(filter => filter.Colour).Must(colour => colour is "green" or "amber" or "final" or "red" or "paused" or "none").WithErrorCode("colour-unknown")
            .WithMessage("颜色应为 green、amber、final、red、paused 或 none。|The colour is green, amber, final, red, paused or none.");
        RuleFor(filter => filter.DueWithin).InclusiveBetween(0, 366).WithErrorCode("due-within-out-of-range").WithMessage("天数应为0至366。|The days are 0 to 366.");
        RuleFor(filter => filter.Promised).Must(promised => promised is null or "late" or "none" || DateOnly.TryParseExact(promised, "yyyy-MM-dd", out _)).WithErrorCode("promised-unknown")
            .WithMessage("承诺日应为日期、late 或 none。|The promise is a day, late or none.");
        RuleFor(filter => filter).Must(filter => new[] { filter.Process, filter.State, filter.Name, filter.Colour }.All(values => values is null or { Count: <= 50 })).WithErrorCode("filter-too-long")
            .WithMessage("每个条件最多50个值。|At most 50 values a condition.");
    }
}

internal sealed class ListInboxHandler(InboxRows inbox) : IRequestHandler<ListInbox, Page<InboxRow>>
{
    public async Task<Page<InboxRow>> Handle(ListInbox request, CancellationToken cancellationToken)
    {
        var (rows, next) = await inbox.PageAsync(request.Filter, request.After, request.Limit.Bounded(), cancellationToken);
        return new Page<InboxRow>(rows, next);
    }
}

internal sealed class CountInboxHandler(InboxRows inbox) : IRequestHandler<CountInbox, InboxCounts>
{
    public Task<InboxCounts> Handle(CountInbox request, CancellationToken cancellationToken) => inbox.CountAsync(request.Filter, CountInbox.Most, cancellationToken);
}
