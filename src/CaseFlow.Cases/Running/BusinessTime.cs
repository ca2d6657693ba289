namespace CaseFlow.Cases.Running;

/// <summary>Business time as it is stored.</summary>
internal static class BusinessTime
{
    /// <summary>Now, in the microseconds that PostgreSQL keeps: what is answered at once equals what is read later.</summary>
    public static DateTimeOffset GetInstant(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
