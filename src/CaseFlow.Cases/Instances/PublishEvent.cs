using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Instances;

/// <summary>Publishes an event: every instance that waits for it gets it, and it starts those that it triggers. What nobody awaits is kept ten minutes for the first that will.</summary>
/// <param name="Name">The event's name; capitals matter.</param>
/// <param name="CorrelationId">Only what is about this gets it; null: everybody who waits for the name.</param>
/// <param name="Payload">What it tells; no personal data.</param>
public sealed record PublishEvent(string Name, string? CorrelationId = null, JsonElement? Payload = null) : ICommand<EventAccepted>;

/// <summary>The event is on its way: it is delivered after this answer, and not lost by a crash.</summary>
public sealed record EventAccepted(string Name, DateTimeOffset At);

internal sealed class PublishEventValidator : AbstractValidator<PublishEvent>
{
    public PublishEventValidator()
    {
        RuleFor(command => command.Name).Must(name => name is { Length: > 0 and <= 200 }).WithErrorCode("event-name-invalid").WithMessage("请填写事件名称（不超过200个字符）。|Name the event (at most 200 characters).");
        RuleFor(command => command.CorrelationId).MaximumLength(200).WithErrorCode("correlation-too-long").WithMessage("关联号不能超过200个字符。|A correlation id has at most 200 characters.");
    }
}

internal sealed class PublishEventHandler(JobQueue jobs, InstanceViews views, TimeProvider time) : IRequestHandler<PublishEvent, EventAccepted>
{
    public async Task<EventAccepted> Handle(PublishEvent request, CancellationToken cancellationToken)
    {
        await views.MustBeOfTheBureauAsync(cancellationToken);
        var now = time.GetUtcNow();
        jobs.Enqueue(new Job(JobKind.PublishEvent, CaseJson.Element(new EventOnItsWay(request.Name, request.Payload ?? CaseJson.Element(null), request.CorrelationId)), now));
        return new EventAccepted(request.Name, now);
    }
}
