using System.Text.Json;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Operating;

/// <summary>Runs a visit again that could not go on, in an instance without a case.</summary>
public sealed record RetryVisit(string Id, long Incident, string Reason) : ICommand<InstanceView>;

/// <summary>Leaves a visit that could not go on by one of its ports, in an instance without a case.</summary>
public sealed record SkipVisit(string Id, long Incident, string Outcome, string Reason) : ICommand<InstanceView>;

/// <summary>Gives variables of an instance without a case other values, for example before a retry. All of them, or none and every reason.</summary>
/// <param name="Values">By variable name or id; each must fit the declared type.</param>
public sealed record SetInstanceVariables(string Id, Dictionary<string, JsonElement> Values, string Reason) : ICommand<InstanceView>;

/// <summary>Cancels an instance without a case, with its children, timers and jobs.</summary>
public sealed record CancelInstance(string Id, string Reason) : ICommand<InstanceView>;

internal sealed class RetryVisitValidator : AbstractValidator<RetryVisit>
{
    public RetryVisitValidator() => RuleFor(command => command.Reason).IsAReason();
}

internal sealed class SkipVisitValidator : AbstractValidator<SkipVisit>
{
    public SkipVisitValidator() => RuleFor(command => command.Reason).IsAReason();
}

internal sealed class SetInstanceVariablesValidator : AbstractValidator<SetInstanceVariables>
{
    public SetInstanceVariablesValidator()
    {
        RuleFor(command => command.Reason).IsAReason();
        RuleFor(command => command.Values).AreVariables();
    }
}

internal sealed class CancelInstanceValidator : AbstractValidator<CancelInstance>
{
    public CancelInstanceValidator() => RuleFor(command => command.Reason).IsAReason();
}

/// <summary>Feeds an instance without a case what an operator decided. It belongs to no office: people of the whole bureau may.</summary>
internal sealed class InstanceRepair(PgSession session, CaseRunner runner, InstanceViews views, InterventionLog log)
{
    public async Task<InstanceView> FeedAsync(string command, string id, long? incident, Func<long, Stimulus> stimulus, string reason, CancellationToken cancellationToken, object? about = null)
    {
        await views.MustBeSeenAsync(id, cancellationToken);
        var open = await runner.OpenAsync(null, id, cancellationToken);
        var token = incident is null ? (long?)null
            : await session.SingleOrDefaultAsync<long?>("select token from incident where id = @incident and instance_id = @id and resolved_at is null", new { incident, id }, cancellationToken)
            ?? throw RefusedException.NotFound("incident-unknown", "没有这个异常，或它已处理。", "There is no such incident, or it has been resolved.");
        log.Add(command, reason, about ?? new { activity = token is { } visit ? open.Instance.Visits.GetValueOrDefault(visit)?.Activity : null });
        await runner.AdvanceAsync(open, stimulus(token ?? 0), cancellationToken);
        runner.Save(open);
        await session.SaveAsync(cancellationToken);
        return await views.ViewAsync(id, cancellationToken);
    }
}

internal sealed class RetryVisitHandler(InstanceRepair repair) : IRequestHandler<RetryVisit, InstanceView>
{
    public Task<InstanceView> Handle(RetryVisit request, CancellationToken cancellationToken) =>
        repair.FeedAsync(nameof(RetryVisit), request.Id, request.Incident, token => new Workflows.RetryIncident(token, request.Reason), request.Reason, cancellationToken);
}

internal sealed class SkipVisitHandler(InstanceRepair repair) : IRequestHandler<SkipVisit, InstanceView>
{
    public Task<InstanceView> Handle(SkipVisit request, CancellationToken cancellationToken) =>
        repair.FeedAsync(nameof(SkipVisit), request.Id, request.Incident, token => new SkipActivity(token, request.Outcome, request.Reason), request.Reason, cancellationToken);
}

internal sealed class SetInstanceVariablesHandler(InstanceRepair repair) : IRequestHandler<SetInstanceVariables, InstanceView>
{
    public Task<InstanceView> Handle(SetInstanceVariables request, CancellationToken cancellationToken) =>
        repair.FeedAsync(nameof(SetInstanceVariables), request.Id, null, _ => new Workflows.SetVariables(request.Values, request.Reason, null), request.Reason, cancellationToken, new { variables = request.Values.Keys });
}

internal sealed class CancelInstanceHandler(InstanceRepair repair) : IRequestHandler<CancelInstance, InstanceView>
{
    public Task<InstanceView> Handle(CancelInstance request, CancellationToken cancellationToken) =>
        repair.FeedAsync(nameof(CancelInstance), request.Id, null, _ => new CancelWorkflow(request.Reason), request.Reason, cancellationToken);
}
