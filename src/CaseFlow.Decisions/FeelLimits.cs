namespace CaseFlow.Decisions;

/// <summary>What one evaluation may use. <paramref name="Steps"/> counts calls, iterations, items and every 16 characters made.</summary>
public sealed record FeelLimits(long Steps, int Depth, int TextLength)
{
    /// <summary>Two million steps (below a second), 400 calls inside each other, texts of two million characters.</summary>
    public static FeelLimits Default { get; } = new(2_000_000, 400, 2_000_000);
}
