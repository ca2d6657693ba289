using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Operating;

/// <summary>Ends a case from outside: whatever is open in it is cancelled and it is closed.</summary>
/// <param name="State">The state people see afterwards; a code of the process or <c>CANCELLED</c>.</param>
public sealed record CancelCase(string Number, string Reason, string State = "CANCELLED") : ICommand<CaseChange>;

internal sealed class CancelCaseValidator : AbstractValidator<CancelCase>
{
    public CancelCaseValidator()
    {
        RuleFor(command => command.Reason).IsAReason();
        RuleFor(command => command.State).Matches("^[A-Z][A-Z_]{0,49}$").WithErrorCode("state-invalid").WithMessage("状态代码由大写字母和下划线组成。|A state is a code of capital letters and underscores.");
    }
}

internal sealed class CancelCaseHandler(CaseViews views, Cancellation cancellation) : IRequestHandler<CancelCase, CaseChange>
{
    public async Task<CaseChange> Handle(CancelCase request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        return await views.ChangeAsync(await cancellation.RunAsync(id, request.Reason, request.State, cancellationToken), cancellationToken);
    }
}
