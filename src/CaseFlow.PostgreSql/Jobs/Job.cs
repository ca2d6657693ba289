using System.Text.Json;

namespace CaseFlow.PostgreSql;

/// <summary>Something to do once, not before it is due: a message to send, a timer to fire, a deadline to announce.</summary>
/// <param name="Kind">What the runner knows it by. Stored, so it never changes.</param>
/// <param name="Payload">What the runner needs; no personal data.</param>
/// <param name="DueAt">Business time.</param>
/// <param name="CaseId">The case it belongs to: jobs of one case run one after the other.</param>
/// <param name="InstanceId">With <paramref name="Token"/>: the visit whose end cancels the job.</param>
/// <param name="Key">At most one job a key; a later one with the same key replaces it, also while it runs.</param>
public sealed record Job(string Kind, JsonElement Payload, DateTimeOffset DueAt, long? CaseId = null, string? InstanceId = null, long? Token = null, string? Key = null);

/// <summary>A job this worker holds for the length of its lease.</summary>
/// <param name="Fence">Names this claim; a later claim has a higher one.</param>
/// <param name="Attempts">How often the job was started, this time included.</param>
public sealed record ClaimedJob(long Id, string Kind, string? Key, long? CaseId, string? InstanceId, long? Token, JsonElement Payload, DateTimeOffset DueAt, long Fence, int Attempts)
{
    /// <summary>True if a failure now is final: no further attempt follows.</summary>
    public bool IsLastAttempt { get; init; }

    /// <summary>True once <see cref="JobQueue.Finish(ClaimedJob)"/> was called for it.</summary>
    internal bool FinishQueued { get; set; }
}

/// <summary>Carries out jobs. Singleton; opens its own scope and session for each.</summary>
public interface IJobRunner
{
    /// <summary>Does the work and calls <see cref="JobQueue.Finish(ClaimedJob)"/> in the session that stores its outcome. An exception means: try again later.
    /// <see cref="HopelessJobException"/> means: do not.</summary>
    Task RunAsync(ClaimedJob job, CancellationToken cancellation);

    /// <summary>Kinds whose work is inside the database only: many of them may be done in one transaction.</summary>
    IReadOnlyCollection<string> SharedKinds => [];

    /// <summary>Does jobs of shared kinds, each of another case, and finishes all of them in one transaction. An exception: nothing of it is stored,
    /// and each is then run by itself, so that one that fails does not hold up the others.</summary>
    Task RunTogetherAsync(IReadOnlyList<ClaimedJob> jobs, CancellationToken cancellation) => throw new NotSupportedException("This runner shares no transactions.");
}

/// <summary>The job can never succeed; it goes to the operators without further attempts.</summary>
public sealed class HopelessJobException(string message, Exception? cause = null) : Exception(message, cause);
