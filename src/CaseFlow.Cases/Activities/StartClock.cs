using System.Collections.Immutable;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.Running;
using CaseFlow.Sla;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>Starts a time limit from now. Declared = armed: if it cannot be armed, the step becomes an incident.</summary>
/// <param name="Clock">Its name in this case, e.g. <c>promise</c>.</param>
/// <param name="Unit">WorkingDays or CalendarDays.</param>
/// <param name="Budget">Days of the unit; the day of acceptance does not count (民法典 201).</param>
/// <param name="AmberFromDay">The counted day whose start raises the amber card.</param>
/// <param name="FinalDay">The counted day whose start urges.</param>
/// <param name="Red">Whether passing the deadline raises a red card.</param>
/// <param name="From">An earlier instant that the promise counts from, e.g. when the last paper arrived; now if none is given. What was due since then is announced at once.</param>
/// <param name="Stages">Limits of stages, each with the reason code when late: <c>{stage, day, reason}</c>, by the end of that counted day, or <c>{stage, after, days, reason}</c>, within so many days
/// after an earlier stage.</param>
/// <param name="MaxPauses">How often it may be paused; without it the house's rule counts.</param>
/// <param name="MaxPausedDays">Calendar days that all pauses may last; without it the house's rule counts.</param>
/// <param name="PauseReasons">The only reasons for pauses, <c>{code, ownFault}</c>; without them those of the house.</param>
[Activity("CaseFlow.StartClock", Category = "Clock", Zh = "启动时限", En = "Start clock",
    AboutZh = "从现在起计算时限；无法布设提醒时即为异常。",
    AboutEn = "Starts a time limit from now; if it cannot be armed the step becomes an incident.", Opens = "clock")]
public sealed record StartClock(string Clock, string Unit, int Budget, Dictionary<string, string>? Title = null, int? AmberFromDay = null, int? FinalDay = null, bool Red = true,
    StageLimit[]? Stages = null, string Calendar = "cn-mainland", bool CountAcceptanceDay = false, bool AttemptCountsAsMet = true, int? MaxPauses = null, int? MaxPausedDays = null,
    PauseReason[]? PauseReasons = null, DateTimeOffset? From = null) : IActivityRequest;

internal sealed class StartClockHandler(ClockStore clocks, HouseRules rules, CaseScope scope) : IRequestHandler<StartClock, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(StartClock request, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ClockUnit>(request.Unit, out var unit))
            return ActivityAnswer.Failed("clock-unit-unknown", $"A clock counts WorkingDays or CalendarDays, not {request.Unit}.");
        if (clocks.Find(request.Clock) is not null)
            return ActivityAnswer.Failed("clock-already-started", $"The case has a clock named {request.Clock}: it is paused, resumed and stopped, but never started over.");
        if (request.From > scope.Now)
            return ActivityAnswer.Failed("clock-from-future", $"The clock {request.Clock} cannot count from {request.From:O}, which is still to come.");
        var policy = new ClockPolicy(request.Clock, unit, request.Budget)
        {
            AmberFromDay = request.AmberFromDay, FinalDay = request.FinalDay, Red = request.Red, Stages = [.. request.Stages ?? []], Calendar = request.Calendar,
            CountAcceptanceDay = request.CountAcceptanceDay, AttemptCountsAsMet = request.AttemptCountsAsMet,
            MaxPauses = request.MaxPauses ?? rules.Pauses.Most, MaxPausedDays = request.MaxPausedDays ?? rules.Pauses.MostDays,
            PauseReasons = request.PauseReasons is { } reasons ? [.. reasons] : rules.Pauses.Reasons,
            Title = request.Title?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
        };
        try
        {
            var reading = await clocks.StartAsync(policy, request.From, cancellationToken);
            return ActivityAnswer.Done(new { deadline = reading.DeadlineDate, reading.Provisional });
        }
        catch (ClockPolicyException faults)
        {
            return ActivityAnswer.Failed("clock-not-armed", faults.Message);
        }
    }
}
