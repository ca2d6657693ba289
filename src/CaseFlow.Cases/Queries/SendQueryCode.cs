using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Queries;

/// <summary>Sends a code to a mobile number so that its holder may ask about it. Anybody may ask for it, known number or not, so it is counted like a question.</summary>
public sealed record SendQueryCode(string Mobile) : ICommand<MobileCodeSent>;

internal sealed class SendQueryCodeValidator : AbstractValidator<SendQueryCode>
{
    public SendQueryCodeValidator() => RuleFor(command => command.Mobile).IsElevenDigits();
}

internal sealed class SendQueryCodeHandler(PublicQueries queries, IMediator mediator) : IRequestHandler<SendQueryCode, MobileCodeSent>
{
    public async Task<MobileCodeSent> Handle(SendQueryCode request, CancellationToken cancellationToken)
    {
        await queries.GuardAsync($"code/{request.Mobile}", cancellationToken);
        return await mediator.Send(new SendMobileCode(request.Mobile), cancellationToken);
    }
}
