using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Pipeline;

/// <summary>Runs every validator of a request and refuses with all their findings at once. A validator's error code is the refusal's code;
/// its message is «Chinese|English».</summary>
internal sealed class ValidateRequest<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IUseCase<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var reasons = new List<Refusal>();
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(request, cancellationToken);
            reasons.AddRange(result.Errors.Select(error =>
            {
                var texts = error.ErrorMessage.Split('|', 2);
                return new Refusal(error.ErrorCode, texts[0], texts[^1], CamelCase(error.PropertyName));
            }));
        }
        return reasons.Count > 0 ? throw new RefusedException(RefusalKind.Invalid, reasons) : await next();
    }

    private static string CamelCase(string path) => string.Join('.', path.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..]));
}
