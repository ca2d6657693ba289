using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Incidents;

/// <summary>Runs the faulted activity again.</summary>
public sealed record RetryIncident(long Id, string Reason) : ICommand<CaseChange>;

internal sealed class RetryIncidentValidator : AbstractValidator<RetryIncident>
{
    public RetryIncidentValidator() => RuleFor(command => command.Reason).NotEmpty().WithErrorCode("reason-missing").WithMessage("请填写原因。|Give a reason.");
}

internal sealed class RetryIncidentHandler(IncidentRepair repair) : IRequestHandler<RetryIncident, CaseChange>
{
    public Task<CaseChange> Handle(RetryIncident request, CancellationToken cancellationToken) =>
        repair.FeedAsync(request.Id, request.Reason, token => new Workflows.RetryIncident(token), cancellationToken);
}
