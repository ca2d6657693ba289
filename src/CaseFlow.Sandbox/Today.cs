namespace CaseFlow.Sandbox;

/// <summary>The day that unstated facts are relative to: given by a control call (demos on a virtual clock), else the day in Shanghai.</summary>
internal sealed class Today(TimeProvider time)
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public DateOnly? Given { get; set; }

    public DateOnly Value => Given ?? DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Shanghai).DateTime);

    public DateTimeOffset Now => time.GetUtcNow();
}
