namespace CaseFlow.Decisions;

/// <summary>The versions of DMN a file may be written in.</summary>
public enum DmnVersion
{
    /// <summary>DMN 1.2.</summary>
    V12,

    /// <summary>DMN 1.3.</summary>
    V13,

    /// <summary>DMN 1.4: conditionals, iterations and filters as boxes.</summary>
    V14,

    /// <summary>DMN 1.5: constraints of types.</summary>
    V15,
}
