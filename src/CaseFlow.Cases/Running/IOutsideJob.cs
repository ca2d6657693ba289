namespace CaseFlow.Cases.Running;

/// <summary>Work outside the database: the payload of a job. Runs after the commit, at least once, so it carries an idempotency key to the other side. Holds no personal data.</summary>
public interface IOutsideJob;

/// <summary>What a running outside job knows besides its payload.</summary>
/// <param name="IdempotencyKey">Equal on every try of this job: the other side does the work once.</param>
/// <param name="CaseId">The case it belongs to; null in an instance without a case.</param>
/// <param name="CaseNumber">Its number; empty without a case.</param>
/// <param name="Applicant">The person the case is about; nobody without a case.</param>
/// <param name="Now">The business instant of this try.</param>
/// <param name="Attempt">Which try it is, from 1.</param>
public sealed record OutsideCall(string IdempotencyKey, long? CaseId, string CaseNumber, Guid Applicant, DateTimeOffset Now, int Attempt);

/// <summary>Does outside work. Called without a transaction; throw to be tried again later, return Failed for an incident.</summary>
public interface IOutsideJobHandler<in T> where T : IOutsideJob
{
    /// <summary>Calls the other side and says what it answered.</summary>
    Task<ActivityAnswer> RunAsync(T job, OutsideCall call, CancellationToken cancellationToken);
}

/// <summary>Queues outside work for the visit that is being answered; return <see cref="ActivityAnswer.Later"/> after it.</summary>
public interface IOutsideWork
{
    /// <summary>The job leaves with the burst's transaction. Its kind is the type's name, stored for ever.</summary>
    void Enqueue(IOutsideJob job);
}
