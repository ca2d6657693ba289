using System.Text.Json;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using CaseFlow.Workflows;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Instances;

/// <summary>Starts a workflow without a case, on its newest released version.</summary>
/// <param name="Definition">The definition's id.</param>
/// <param name="Input">The workflow inputs by name; no personal data.</param>
/// <param name="CorrelationId">What it is about.</param>
public sealed record StartInstance(string Definition, Dictionary<string, JsonElement>? Input = null, string? CorrelationId = null) : ICommand<InstanceView>;

internal sealed class StartInstanceValidator : AbstractValidator<StartInstance>
{
    public StartInstanceValidator()
    {
        RuleFor(command => command.Definition).NotEmpty().WithErrorCode("definition-missing").WithMessage("请选择流程定义。|Choose the definition.");
        RuleFor(command => command.CorrelationId).MaximumLength(200).WithErrorCode("correlation-too-long").WithMessage("关联号不能超过200个字符。|A correlation id has at most 200 characters.");
    }
}

internal sealed class StartInstanceHandler(PgSession session, InstanceStarter starter, InstanceViews views) : IRequestHandler<StartInstance, InstanceView>
{
    public async Task<InstanceView> Handle(StartInstance request, CancellationToken cancellationToken)
    {
        await views.MustBeOfTheBureauAsync(cancellationToken);
        var open = await starter.StartAsync(request.Definition, null, new StartWorkflow(request.Input ?? [], request.CorrelationId), cancellationToken)
            ?? throw InstanceStarter.Denied(request.Definition);
        await session.SaveAsync(cancellationToken);
        return await views.ViewAsync(open.Instance.Id, cancellationToken);
    }
}
