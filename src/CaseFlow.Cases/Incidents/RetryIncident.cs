using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Incidents;

/// <summary>Runs the faulted activity again.</summary>
public sealed record RetryIncident(long Id, string Reason) : ICommand<CaseChange>;

internal sealed class RetryIncidentValidator : AbstractValidator<RetryIncident>
{
    public RetryIncidentValidator() => RuleFor(command => command.Reason).IsAReason();
}

internal sealed class RetryIncidentHandler(IncidentRepair repair) : IRequestHandler<RetryIncident, CaseChange>
{
    public Task<CaseChange> Handle(RetryIncident request, CancellationToken cancellationToken) =>
        repair.FeedAsync(nameof(RetryIncident), request.Id, request.Reason, token => new Workflows.RetryIncident(token, request.Reason), cancellationToken);
}
