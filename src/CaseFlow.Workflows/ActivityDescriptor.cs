using System.Collections.Immutable;

namespace CaseFlow.Workflows;

/// <summary>What the designer shows of an activity type, and what import checks a definition against.</summary>
/// <param name="Type">The name in definition files, e.g. <c>Elsa.FlowDecision</c> or <c>CaseFlow.SendMessage</c>.</param>
/// <param name="Category">The drawer of the toolbox.</param>
/// <param name="Inputs">Inputs by camelCase name.</param>
/// <param name="Outputs">Output names.</param>
/// <param name="Ports">Flow ports; empty means the ports come from the definition (task outcomes, switch cases, event names).</param>
/// <param name="IsRequest">True for a MediatR request marked as an activity: the engine issues it, a handler answers.</param>
public sealed record ActivityDescriptor(string Type, string Category, ImmutableArray<ActivityInput> Inputs, ImmutableArray<string> Outputs,
    ImmutableArray<string> Ports, bool IsRequest)
{
    /// <summary>Display name by locale.</summary>
    public ImmutableDictionary<string, string> Title { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What it does, one sentence by locale.</summary>
    public ImmutableDictionary<string, string> Description { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The members that hold embedded activities, e.g. <c>then</c> and <c>else</c>.</summary>
    public ImmutableArray<string> Holds { get; init; } = [];

    /// <summary>The input that names what this activity starts and another must stop (a clock); null for most.</summary>
    public string? Opens { get; init; }

    /// <summary>The input that names what this activity stops.</summary>
    public string? Closes { get; init; }

    /// <summary>The same with a sentence on what it does and the members that hold embedded activities.</summary>
    public ActivityDescriptor About(string zh, string en, params ImmutableArray<string> holds) =>
        this with { Description = Description.SetItem("zh-CN", zh).SetItem("en", en), Holds = holds };
}

/// <summary>One input of an activity.</summary>
/// <param name="Type">Elsa type alias: String, Boolean, Int32, Decimal, Object, DateTimeOffset, …</param>
public sealed record ActivityInput(string Name, string Type, bool Required)
{
    /// <summary>Display name by locale.</summary>
    public ImmutableDictionary<string, string> Title => InputTitles.Of(Name);
}

/// <summary>Marks a MediatR request as an activity of workflow definitions. The type name and the camelCase property names are stored in definition files and
/// therefore never change.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActivityAttribute(string type) : Attribute
{
    /// <summary>The name in definition files, e.g. <c>CaseFlow.SendMessage</c>.</summary>
    public string Type { get; } = type;

    /// <summary>The flow ports; <c>Done</c> when none are named.</summary>
    public string[] Ports { get; init; } = ["Done"];

    /// <summary>The outputs an answer may carry.</summary>
    public string[] Outputs { get; init; } = ["result"];

    /// <summary>The drawer of the toolbox.</summary>
    public string Category { get; init; } = "CaseFlow";

    /// <summary>False if it can run in an instance that belongs to no case; elsewhere it becomes an incident there (<c>no-case</c>).</summary>
    public bool NeedsCase { get; init; } = true;

    /// <summary>Display name in Chinese.</summary>
    public string Zh { get; init; } = "";

    /// <summary>Display name in English.</summary>
    public string En { get; init; } = "";

    /// <summary>What it does, in Chinese.</summary>
    public string AboutZh { get; init; } = "";

    /// <summary>What it does, in English.</summary>
    public string AboutEn { get; init; } = "";

    /// <summary>The input that names what this activity starts and another must stop on every path to an end.</summary>
    public string? Opens { get; init; }

    /// <summary>The input that names what this activity stops.</summary>
    public string? Closes { get; init; }
}
