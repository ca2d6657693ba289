using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.Host.Access;

/// <summary>
/// The proof that a webhook comes from who it says: <c>CaseFlow-Signature: v1=hex(hmac-sha256(secret, timestamp + "." + body))</c> with
/// <c>CaseFlow-Timestamp</c> in Unix seconds, at most five minutes from the wall clock, so that a recorded call is soon worth nothing.
/// </summary>
internal static class WebhookSignature
{
    public const string TimestampHeader = "CaseFlow-Timestamp";
    public const string SignatureHeader = "CaseFlow-Signature";
    private const string Version = "v1=";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static bool IsFresh(string timestamp, TimeProvider wall) =>
        long.TryParse(timestamp, out var seconds)
        && Math.Abs(wall.GetUtcNow().ToUnixTimeSeconds() - (double)seconds) <= Tolerance.TotalSeconds;

    /// <summary>Compares in constant time: how long a refusal takes tells nothing about the right signature.</summary>
    public static bool Fits(string secret, string timestamp, ReadOnlySpan<byte> body, string signature)
    {
        var given = new byte[HMACSHA256.HashSizeInBytes];
        var wellFormed = signature.StartsWith(Version, StringComparison.Ordinal) && signature.Length == Version.Length + given.Length * 2
            && Convert.FromHexString(signature.AsSpan(Version.Length), given, out _, out _) == System.Buffers.OperationStatus.Done;
        return CryptographicOperations.FixedTimeEquals(Of(secret, timestamp, body), given) && wellFormed;
    }

    public static byte[] Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
