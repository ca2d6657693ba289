using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Running;

/// <summary>Every MediatR request that is an activity or answers a built-in one, by its name in definition files. A name that two requests claim fails the start.</summary>
internal sealed class ActivityRequestTypes(IEnumerable<Assembly> assemblies)
{
    /// <summary>Request types by activity type.</summary>
    public ImmutableDictionary<string, Type> ByName { get; } = assemblies.SelectMany(assembly => assembly.GetTypes())
        .Select(type => (type, name: type.GetCustomAttribute<ActivityAttribute>()?.Type ?? type.GetCustomAttribute<AnswersKindAttribute>()?.Request))
        .Where(known => known.name is not null).ToImmutableDictionary(known => known.name!, known => known.type);

    /// <summary>Whether the request can only be answered for a case. What the engine offers by itself runs without one, too.</summary>
    public static bool NeedsCase(Type type) => type.GetCustomAttribute<ActivityAttribute>() is { NeedsCase: true };

    /// <summary>What the designer and the import are told of them; the built-in kinds describe themselves.</summary>
    public IEnumerable<ActivityDescriptor> Descriptors => ByName.Values.Where(type => type.GetCustomAttribute<ActivityAttribute>() is not null).Select(Describe);

    private static ActivityDescriptor Describe(Type type)
    {
        var mark = type.GetCustomAttribute<ActivityAttribute>()!;
        // One a call: the context is not safe for two servers that start in one process.
        var nullability = new NullabilityInfoContext();
        var constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        var inputs = constructor.GetParameters().Select(parameter => new ActivityInput(
            JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!), Alias(parameter.ParameterType),
            !parameter.HasDefaultValue && nullability.Create(parameter).WriteState != NullabilityState.Nullable));
        return new ActivityDescriptor(mark.Type, mark.Category, [.. inputs], [.. mark.Outputs], [.. mark.Ports], IsRequest: true)
        {
            Title = ImmutableDictionary<string, string>.Empty.Add("zh-CN", mark.Zh).Add("en", mark.En), Opens = mark.Opens, Closes = mark.Closes,
        }.About(mark.AboutZh, mark.AboutEn);
    }

    private static string Alias(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => "String",
        var t when t == typeof(bool) => "Boolean",
        var t when t == typeof(int) => "Int32",
        var t when t == typeof(decimal) => "Decimal",
        var t when t == typeof(DateTimeOffset) => "DateTimeOffset",
        _ => "Object",
    };
}

/// <summary>Answers the requests of a burst: makes the MediatR request from the evaluated inputs and sends it in the burst's transaction.</summary>
internal sealed class ActivityRequests(ActivityRequestTypes types, IMediator mediator)
{
    public async Task<ActivityAnswer> AnswerAsync(RequestIssued issued, bool hasCase, CancellationToken cancellationToken)
    {
        if (!types.ByName.TryGetValue(issued.Request, out var type))
            return ActivityAnswer.Failed("activity-unknown", $"No handler answers {issued.Request}: the server lacks the room that defines it.");
        if (!hasCase && ActivityRequestTypes.NeedsCase(type))
            return ActivityAnswer.Failed("no-case", $"{issued.Activity} needs a case, and this instance runs without one.");
        IActivityRequest request;
        try
        {
            request = (IActivityRequest)issued.Input.Deserialize(type, CaseJson.Options)!;
        }
        catch (JsonException broken)
        {
            return ActivityAnswer.Failed("input-invalid", $"The inputs of {issued.Activity} do not fit {issued.Request}: {broken.Message}");
        }
        return await mediator.Send(request, cancellationToken);
    }
}
