namespace CaseFlow.Decisions;

/// <summary>What one evaluation may use. <paramref name="Steps"/> counts calls, iterations, items and every 16 characters made.</summary>
public sealed record FeelLimits(long Steps, int Depth, int TextLength)
{
    /// <summary>A million steps (about a second at worst), 400 calls inside each other, texts of a million characters.</summary>
    public static FeelLimits Default { get; } = new(1_000_000, 400, 1_000_000);
}
