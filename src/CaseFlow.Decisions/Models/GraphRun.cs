using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Models;

/// <summary>One walk through the requirements graph: every decision is evaluated at most once, only if it is asked for.</summary>
internal sealed class GraphRun(Run run, GraphInputs inputs, IReadOnlyDictionary<DrgElement, object?>? arguments = null)
{
    private readonly Dictionary<DrgElement, object?> _values = new(16);
    private Dictionary<string, GraphRun>? _imports;

    public object? Value(DrgElement element)
    {
        if (_values.TryGetValue(element, out var known)) return known;
        // Stands for a circle too: whoever asks for a decision from inside itself gets null.
        _values[element] = null;
        run.Enter();
        var value = element switch
        {
            _ when arguments is not null && arguments.TryGetValue(element, out var argument) => argument,
            KnowledgeModel knowledge => Function(knowledge),
            DecisionService service => Function(service),
            Decision decision => Decide(decision),
            _ => inputs.TryFind(element, out var input) ? Checked(element, input) : run.Null(NullReason.UnknownName(element.Name)),
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
        element.Type.TryCoerce(run, value, out var coerced) ? coerced : run.Null(NullReason.WrongType(element.Name, element.Type.Name, value));

    private ContextScope Surroundings(IReadOnlyList<Requirement> requirements)
    {
        var context = new FeelContext(requirements.Count);
        foreach (var requirement in requirements)
        {
            if (string.IsNullOrEmpty(requirement.Import))
            {
                context.Set(requirement.Element.Name, Value(requirement.Element));
                continue;
            }

            if (!context.TryGet(requirement.Import, out var import)) context.Set(requirement.Import, import = new FeelContext());
            (import as FeelContext)?.Set(requirement.Element.Name, Inside(requirement.Import).Value(requirement.Element));
        }

        return new ContextScope(run, null, context);
    }

    /// <summary>An imported model is walked with the inputs given under its name; two imports of one model may differ.</summary>
    private GraphRun Inside(string import)
    {
        _imports ??= [];
        if (_imports.TryGetValue(import, out var known)) return known;
        var theirs = inputs.For(import);
        return _imports[import] = theirs == inputs ? this : new GraphRun(run, theirs, arguments);
    }

    private Closure Function(KnowledgeModel knowledge) =>
        new(knowledge.Name, knowledge.Parameters, knowledge.Type, Surroundings(knowledge.Requirements), scope =>
            knowledge.Body is null ? run.Null(NullReason.Invalid(knowledge.Name, "没有内容", "it has no logic")) : knowledge.Body.Evaluate(scope));

    /// <summary>A decision service sees its arguments only: what lies outside its border is not asked.</summary>
    private Closure Function(DecisionService service)
    {
        var parameters = service.Inputs.Select(input => new FeelParameter(input.Name, input.Type)).ToList();
        return new Closure(service.Name, parameters, service.Type, new EmptyScope(run), scope => Serve(service, scope));
    }

    private object? Serve(DecisionService service, Scope given)
    {
        var values = service.Inputs.ToDictionary(input => input, input => given.TryFind(input.Name, out var value) ? value : null);
        var inside = new GraphRun(run, GraphInputs.Of(new Dictionary<string, object?>()), values);
        if (service.Outputs.Count == 1) return inside.Value(service.Outputs[0]);
        return new FeelContext(service.Outputs.Select(output => KeyValuePair.Create(output.Name, inside.Value(output))));
    }
}
