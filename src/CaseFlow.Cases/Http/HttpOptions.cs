namespace CaseFlow.Cases.Http;

/// <summary>What workflows of this installation may do over HTTP. Closed by default: nothing is called and nothing is open to strangers until an administrator says so.</summary>
public sealed record HttpOptions
{
    /// <summary>Hosts that processes may call: <c>api.example.org</c> (default port of the scheme) or <c>api.example.org:8443</c>. Empty: none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Secrets by the name that definitions write as <c>credential:NAME</c>.</summary>
    public IReadOnlyDictionary<string, HttpCredential> Credentials { get; init; } = new Dictionary<string, HttpCredential>();

    /// <summary>How long one call may take, from connecting to the last byte. Wall time.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Largest answer read, in bytes: it becomes part of the instance's state.</summary>
    public int LargestAnswer { get; init; } = 1024 * 1024;

    /// <summary>Tries before a call leaves by the port that the definition has for its failure. Without such a port the job's own, longer back-off holds.</summary>
    public int TriesBeforePort { get; init; } = 3;

    /// <summary>Whether <paramref name="address"/> is on the list.</summary>
    public bool Allows(Uri address) => IsOn(AllowedHosts, address);

    internal static bool IsOn(IReadOnlyList<string> hosts, Uri address) => hosts.Any(allowed =>
        string.Equals(allowed, address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}", StringComparison.OrdinalIgnoreCase));
}

/// <summary>A secret of the installation that processes may send without knowing it.</summary>
/// <param name="Value">The whole header value, e.g. <c>Bearer …</c>.</param>
/// <param name="Hosts">The hosts it may be sent to, written as in <see cref="HttpOptions.AllowedHosts"/>.</param>
public sealed record HttpCredential(string Value, IReadOnlyList<string> Hosts);
