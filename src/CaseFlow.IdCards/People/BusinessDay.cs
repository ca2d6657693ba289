namespace CaseFlow.IdCards.People;

/// <summary>The calendar day in Shanghai. China has had no summer time since 1991, so the offset is fixed.</summary>
internal static class BusinessDay
{
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(TimeSpan.FromHours(8)).DateTime);
}
