namespace CaseFlow.Testing;

/// <summary>Business time that stands still until a test moves it.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    /// <summary>Monday, 2 March 2026, 09:00 in Shanghai.</summary>
    public TestClock() : this(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)) { }

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now
    {
        get => now;
        set => now = value.ToUniversalTime();
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Moves on.</summary>
    public void Advance(TimeSpan by) => now += by;
}
