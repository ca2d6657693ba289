using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Incidents;

/// <summary>Leaves the faulted activity by one of its ports without running it.</summary>
public sealed record SkipIncident(long Id, string Outcome, string Reason) : ICommand<CaseChange>;

internal sealed class SkipIncidentValidator : AbstractValidator<SkipIncident>
{
    public SkipIncidentValidator() => RuleFor(command => command.Reason).IsAReason();
}

internal sealed class SkipIncidentHandler(IncidentRepair repair) : IRequestHandler<SkipIncident, CaseChange>
{
    public Task<CaseChange> Handle(SkipIncident request, CancellationToken cancellationToken) =>
        repair.FeedAsync(nameof(SkipIncident), request.Id, request.Reason, token => new Workflows.SkipActivity(token, request.Outcome, request.Reason), cancellationToken);
}
