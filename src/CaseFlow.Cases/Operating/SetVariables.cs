using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Operating;

/// <summary>Gives variables of a running process other values, for example before a retry. All of them, or none and every reason.</summary>
/// <param name="Values">By variable name or id; each must fit the declared type.</param>
/// <param name="Scope">The visit that declares them; needed only where several open ones declare the same name.</param>
/// <param name="Instance">An instance of the case that another one started; null: the case's own.</param>
public sealed record SetVariables(string Number, Dictionary<string, JsonElement> Values, string Reason, long? Scope = null, string? Instance = null) : ICommand<CaseChange>;

internal sealed class SetVariablesValidator : AbstractValidator<SetVariables>
{
    public SetVariablesValidator()
    {
        RuleFor(command => command.Reason).IsAReason();
        RuleFor(command => command.Values).AreVariables();
    }
}

internal sealed class SetVariablesHandler(OperatedInstance instances, CaseViews views, CaseRunner runner, InterventionLog log) : IRequestHandler<SetVariables, CaseChange>
{
    public async Task<CaseChange> Handle(SetVariables request, CancellationToken cancellationToken)
    {
        var open = await instances.OpenAsync(request.Number, request.Instance, cancellationToken);
        log.Add(nameof(SetVariables), request.Reason, new { variables = request.Values.Keys });
        await runner.AdvanceAsync(open, new Workflows.SetVariables(request.Values, request.Reason, request.Scope), cancellationToken);
        runner.Save(open);
        return await views.ChangeAsync(open, cancellationToken);
    }
}
