using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Functions;

/// <summary>
/// Written as <c>"string: string, start position: number, length?: number"</c>. A question mark behind the name: may be left out.
/// A question mark behind the type: may be null. <c>list...</c> gathers all arguments, or takes the only one if it is a list.
/// </summary>
internal sealed class Signature
{
    private readonly Parameter[] _parameters;
    private readonly int _required;

    public Signature(string text, FeelType result, Func<Call, object?> body)
    {
        (Text, Result, Body) = (text, result, body);
        _parameters = [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Parameter.Read)];
        _required = _parameters.Count(parameter => !parameter.Optional);
    }

    public string Text { get; }

    public FeelType Result { get; }

    public Func<Call, object?> Body { get; }

    public IReadOnlyList<Parameter> Parameters => _parameters;

    private bool IsVariadic => _parameters is [.., { Variadic: true }];

    public object?[]? Bind(Run run, object?[] arguments)
    {
        if (IsVariadic) return BindVariadic(run, arguments);
        if (arguments.Length < _required || arguments.Length > _parameters.Length) return null;
        var bound = new object?[_parameters.Length];
        for (var i = 0; i < bound.Length; i++)
            if (i >= arguments.Length) bound[i] = null;
            else if (!_parameters[i].TryTake(run, arguments[i], out bound[i])) return null;
        return bound;
    }

    public object?[]? BindNamed(Run run, IReadOnlyList<KeyValuePair<string, object?>> arguments)
    {
        var bound = new object?[_parameters.Length];
        var given = new bool[_parameters.Length];
        foreach (var (name, value) in arguments)
        {
            var index = Array.FindIndex(_parameters, parameter => parameter.Name == name);
            if (index < 0 || given[index]) return null;
            given[index] = true;
            var taken = _parameters[index].Variadic
                ? Gathered(run, [value], _parameters[index], out bound[index])
                : _parameters[index].TryTake(run, value, out bound[index]);
            if (!taken) return null;
        }

        for (var i = 0; i < bound.Length; i++)
            if (!given[i] && !_parameters[i].Optional) return null;
        return bound;
    }

    private object?[]? BindVariadic(Run run, object?[] arguments)
    {
        var leading = _parameters.Length - 1;
        if (arguments.Length <= leading) return null;
        var bound = new object?[_parameters.Length];
        for (var i = 0; i < leading; i++)
            if (!_parameters[i].TryTake(run, arguments[i], out bound[i])) return null;
        var rest = arguments[leading..];
        return leading > 0 && !_parameters[leading].Spread
            ? Items(run, rest, _parameters[leading], out bound[leading]) ? bound : null
            : Gathered(run, rest, _parameters[leading], out bound[leading]) ? bound : null;
    }

    /// <summary>f([1, 2]) and f(1, 2) are the same call.</summary>
    private static bool Gathered(Run run, object?[] arguments, Parameter parameter, out object? list) =>
        Items(run, arguments is [FeelList only] ? [.. only] : arguments, parameter, out list);

    private static bool Items(Run run, object?[] arguments, Parameter parameter, out object? list)
    {
        list = null;
        var items = new object?[arguments.Length];
        for (var i = 0; i < items.Length; i++)
            if (!parameter.TryTake(run, arguments[i], out items[i])) return false;
        list = new FeelList(items);
        return true;
    }
}

internal sealed record Parameter(string Name, FeelType Type, bool Optional, bool Nullable, bool Variadic, bool Spread)
{
    public static Parameter Read(string text)
    {
        var (name, type) = (text[..text.IndexOf(": ", StringComparison.Ordinal)], text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        var optional = name.EndsWith('?');
        var variadic = name.EndsWith("...", StringComparison.Ordinal);
        var nullable = type.EndsWith('?');
        var found = FeelType.Find(type.TrimEnd('?')) ?? throw new ArgumentException(type);
        var spread = name.StartsWith("list", StringComparison.Ordinal);
        return new Parameter(name.TrimEnd('?', '.'), found, optional, nullable || found == FeelType.Any, variadic, spread);
    }

    public bool TryTake(Run run, object? argument, out object? taken) => Type.TryCoerce(run, argument, out taken) && (taken is not null || Nullable);
}
