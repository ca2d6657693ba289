using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.Cases.Accounts;

/// <summary>
/// Stored form of a password: <c>pbkdf2-sha256$iterations$salt$hash</c> (Base64).
/// The iterations stand in the text, so that raising them keeps old passwords valid.
/// </summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 300_000;

    /// <summary>A hash that no password fits. An unknown login is checked against it, so that it takes as long as a known one.</summary>
    public static string OfNobody { get; } = Write(Iterations, RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(32));

    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return Write(Iterations, salt, Derive(password, salt, Iterations));
    }

    public static bool Fits(string stored, string password)
    {
        if (stored.Split('$') is not [Scheme, var iterations, var salt, var hash])
            throw new FormatException("A stored password has an unknown form.");
        var derived = Derive(password, Convert.FromBase64String(salt), int.Parse(iterations));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(hash));
    }

    /// <summary>Stored form of a system's token. Tokens are long and random, so one round of SHA-256 is enough and keeps each request cheap.</summary>
    public static byte[] OfToken(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, 32);

    private static string Write(int iterations, byte[] salt, byte[] hash) =>
        $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
}
