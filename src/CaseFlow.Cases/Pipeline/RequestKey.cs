namespace CaseFlow.Cases.Pipeline;

/// <summary>The Idempotency-Key of the request, set by the edge. Scoped. A command sent twice with one key is done once and answered alike.</summary>
public sealed class RequestKey
{
    /// <summary>The key, or null when the caller gave none.</summary>
    public string? Value { get; set; }
}
