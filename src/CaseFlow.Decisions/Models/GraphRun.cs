using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>One walk through the requirements graph: every decision is evaluated at most once, only if it is asked for.</summary>
internal sealed class GraphRun(Run run, Func<DrgElement, (bool Given, object? Value)> given)
{
    private readonly Dictionary<DrgElement, object?> _values = [];

    public object? Value(DrgElement element)
    {
        if (_values.TryGetValue(element, out var known)) return known;
        // Stands for a circle too: whoever asks for a decision from inside itself gets null.
        _values[element] = null;
        run.Enter();
        var value = element switch
        {
            KnowledgeModel knowledge => Function(knowledge),
            DecisionService service => Function(service),
            _ when given(element) is { Given: true, Value: var input } => Checked(element, input),
            Decision decision => Decide(decision),
            _ => run.Null(NullReason.UnknownName(element.Name)),
        };
        run.Leave();
        return _values[element] = value;
    }

    private object? Decide(Decision decision)
    {
        if (decision.Logic is null) return run.Null(NullReason.Invalid(decision.Name, "没有决策逻辑", "the decision has no logic"));
        var value = Checked(decision, decision.Logic.Evaluate(Surroundings(decision.Requirements)));
        run.Trace.Decided(decision.Name, value);
        return value;
    }

    private object? Checked(DrgElement element, object? value) =>
        element.Type.TryCoerce(value, out var coerced) ? coerced : run.Null(NullReason.WrongType(element.Name, element.Type.Name, value));

    private ContextScope Surroundings(IReadOnlyList<Requirement> requirements)
    {
        var context = new FeelContext();
        foreach (var requirement in requirements)
        {
            var value = Value(requirement.Element);
            if (string.IsNullOrEmpty(requirement.Import))
            {
                context.Set(requirement.Element.Name, value);
                continue;
            }

            if (!context.TryGet(requirement.Import, out var import)) context.Set(requirement.Import, import = new FeelContext());
            (import as FeelContext)?.Set(requirement.Element.Name, value);
        }

        return new ContextScope(run, null, context);
    }

    private Closure Function(KnowledgeModel knowledge) =>
        new(knowledge.Name, knowledge.Parameters, knowledge.Type, Surroundings(knowledge.Requirements), scope =>
            knowledge.Body is null ? run.Null(NullReason.Invalid(knowledge.Name, "没有内容", "it has no logic")) : knowledge.Body.Evaluate(scope));

    /// <summary>A decision service sees its arguments only: what lies outside its border is not asked.</summary>
    private Closure Function(DecisionService service) =>
        new(service.Name, [.. service.Inputs.Select(input => new FeelParameter(input.Name, input.Type))], service.Type, new EmptyScope(run), scope => Serve(service, scope));

    private object? Serve(DecisionService service, Scope arguments)
    {
        var inside = new GraphRun(run, element =>
            service.Inputs.Contains(element) && arguments.TryFind(element.Name, out var value) ? (true, value) : (false, null));
        if (service.Outputs.Count == 1) return inside.Value(service.Outputs[0]);
        return new FeelContext(service.Outputs.Select(output => KeyValuePair.Create(output.Name, inside.Value(output))));
    }
}
