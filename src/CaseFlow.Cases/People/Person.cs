namespace CaseFlow.Cases.People;

/// <summary>A person's data in clear. Never into variables, journals, decisions, job payloads or logs.</summary>
public sealed record Person(Guid Id, string Name, string IdNumber, string? Mobile, string? Address)
{
    /// <summary>Age in full years on a day.</summary>
    public int AgeOn(DateOnly day) => CitizenId.TryParse(IdNumber, DateOnly.MaxValue, out var id, out _) ? id!.AgeOn(day) : 0;

    /// <summary>Whether the day is the one on which the person turns a year older.</summary>
    public bool IsBirthday(DateOnly day) => AgeOn(day) > AgeOn(day.AddDays(-1));
}

/// <summary>Reads people for handlers that must have the data in clear.</summary>
public interface IPersonStore
{
    /// <summary>The person's data, decrypted; the read is logged with its purpose (PIPL duty).</summary>
    Task<Person> GetAsync(Guid id, string purpose, CancellationToken cancellationToken);
}
