using System.Text.Json;

namespace CaseFlow.Workflows;

/// <summary>Whether a workflow may start while others run, from the definition's <c>options.activationStrategyType</c>.</summary>
public enum ActivationStrategy
{
    /// <summary>Always.</summary>
    AllowAlways,

    /// <summary>Only while no other instance of the definition runs.</summary>
    Singleton,

    /// <summary>Only while nothing runs that has the same correlation id, whatever its definition.</summary>
    Correlation,

    /// <summary>Only while no other instance of the definition with the same correlation id runs.</summary>
    CorrelatedSingleton,
}

/// <summary>Reads the strategy as files write it: a short name, a class name, or a class name with its assembly.</summary>
internal static class ActivationStrategies
{
    /// <summary>Null: the file names one that is not known.</summary>
    public static ActivationStrategy? Read(JsonElement source)
    {
        if (Json.Get(source, "options") is not { ValueKind: JsonValueKind.Object } options || Json.Text(options, "activationStrategyType") is not { Length: > 0 } name)
            return ActivationStrategy.AllowAlways;
        var type = name.Split(',')[0].Trim();
        var word = type[(type.LastIndexOf('.') + 1)..];
        word = word.EndsWith("Strategy", StringComparison.Ordinal) ? word[..^"Strategy".Length] : word;
        return Enum.TryParse<ActivationStrategy>(word, out var strategy) && !int.TryParse(word, out _) ? strategy : null;
    }
}
