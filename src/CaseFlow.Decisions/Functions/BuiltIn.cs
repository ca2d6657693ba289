using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>A function of the specification with its signatures; the first one the arguments fit is called.</summary>
internal sealed class BuiltIn(string name) : FeelFunction
{
    private readonly List<Signature> _signatures = [];

    public override string Name => name;

    public override IReadOnlyList<FeelParameter> Parameters =>
        [.. _signatures[0].Parameters.Select(parameter => new FeelParameter(parameter.Name, parameter.Type))];

    public override FeelType ResultType => _signatures[0].Result;

    public BuiltIn Add(Signature signature)
    {
        _signatures.Add(signature);
        return this;
    }

    public override object? Call(Run run, object?[] arguments)
    {
        foreach (var argument in arguments) run.Weigh(argument);
        foreach (var signature in _signatures)
            if (signature.Bind(run, arguments) is { } bound) return Answer(run, signature, bound);
        return Misfit(run);
    }

    public override object? CallNamed(Run run, IReadOnlyList<KeyValuePair<string, object?>> arguments)
    {
        foreach (var (_, argument) in arguments) run.Weigh(argument);
        foreach (var signature in _signatures)
            if (signature.BindNamed(run, arguments) is { } bound) return Answer(run, signature, bound);
        return Misfit(run);
    }

    private object? Answer(Run run, Signature signature, object?[] bound)
    {
        run.Enter();
        var result = signature.Body(new Call(run, name, bound));
        run.Leave();
        return result;
    }

    private object? Misfit(Run run) =>
        run.WantsReasons ? run.Null(NullReason.Arguments(name, string.Join(" | ", _signatures.Select(signature => $"{name}({signature.Text})")))) : null;
}

/// <summary>The arguments of one call, already of the declared types.</summary>
internal readonly record struct Call(Run Run, string Function, object?[] Arguments)
{
    public object? this[int index] => index < Arguments.Length ? Arguments[index] : null;

    public bool Has(int index) => this[index] is not null;

    public string Text(int index) => (string)this[index]!;

    public FeelNumber Number(int index) => (FeelNumber)this[index]!;

    public FeelList List(int index) => (FeelList)this[index]!;

    public FeelContext Context(int index) => (FeelContext)this[index]!;

    /// <summary>Null because an argument's value does not fit, said in both languages; {1} in the texts stands for the detail.</summary>
    public object? Null(string zh, string en, object? detail = null) => Run.Null(NullReason.Invalid(Function, zh, en, detail));

    public object? Ranged<T>(T? value)
        where T : struct =>
        value is { } result ? result : Run.Null(NullReason.OutOfRange(Function));

    /// <summary>A list as result; its length is paid for.</summary>
    public FeelList Listed(IEnumerable<object?> items)
    {
        var list = new FeelList([.. items]);
        Run.Spend(1 + list.Count);
        return list;
    }
}
