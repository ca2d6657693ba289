namespace CaseFlow.PostgreSql;

/// <summary>A queued statement touched another number of rows than it had to: somebody else was faster. Nothing of the session is stored.</summary>
public class StaleWriteException(string statement, int expected, int touched)
    : Exception($"Expected {expected} row(s), touched {touched}: {statement}")
{
    /// <summary>The statement that missed.</summary>
    public string Statement { get; } = statement;
}

/// <summary>The job belongs to another worker now, or was cancelled while it ran: its work is rolled back.</summary>
public sealed class LostLeaseException(long jobId)
    : StaleWriteException($"finish job {jobId}", 1, 0);
