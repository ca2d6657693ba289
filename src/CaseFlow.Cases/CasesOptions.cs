namespace CaseFlow.Cases;

/// <summary>How the product is set up.</summary>
public sealed record CasesOptions
{
    /// <summary>The folder that holds <c>workflows/</c> and <c>templates/</c>.</summary>
    public required string ContentRoot { get; init; }

    /// <summary>The folder of the key file for personal data.</summary>
    public required string KeyFolder { get; init; }

    /// <summary>Demo mode makes a missing key; production refuses to start without one.</summary>
    public bool Demo { get; init; }

    /// <summary>What workflows may do over HTTP.</summary>
    public Http.HttpOptions Http { get; init; } = new();

    /// <summary>Where the desk is reached, for links in messages to people of the house; null: messages have none.</summary>
    public string? Address { get; init; }

    /// <summary>Closed cases that the nightly deletion takes in one transaction: its locks last as long as one of these.</summary>
    public int RetentionBatch { get; init; } = 50;
}
