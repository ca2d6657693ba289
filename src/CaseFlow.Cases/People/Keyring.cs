using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.Cases.People;

/// <summary>Encrypts personal data with AES-256-GCM under a named key, and makes keyed hashes for look-ups.
/// The key file holds one line a key, <c>id base64</c>; the last line is the current one, so a key is replaced by adding a line.</summary>
internal sealed class Keyring
{
    // One a thread: making a cipher costs more than using it, and two threads cannot use one.
    private readonly Dictionary<string, ThreadLocal<AesGcm>> ciphers;
    private readonly byte[] hashKey;

    private Keyring(Dictionary<string, byte[]> keys, string current)
    {
        ciphers = keys.ToDictionary(key => key.Key, key => new ThreadLocal<AesGcm>(() => new AesGcm(key.Value, 16)));
        CurrentKeyId = current;
        // Look-ups must find rows of every key, so their hash is derived from the first key ever, not from the current one.
        hashKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.First().Value, 32, info: "caseflow lookup"u8.ToArray());
    }

    public string CurrentKeyId { get; }

    /// <summary>Reads the key file; where <paramref name="create"/> is set a missing one is made, readable by its owner alone.</summary>
    public static Keyring Load(string path, bool create)
    {
        if (!File.Exists(path) && create)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"k1 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).Select(line => line.Split(' ')).ToList();
        return new Keyring(lines.ToDictionary(line => line[0], line => Convert.FromBase64String(line[1])), lines[^1][0]);
    }

    /// <summary>Nonce (12), tag (16), ciphertext. The column's name is authenticated too, so a value cannot be moved to another column unnoticed.</summary>
    public byte[] Encrypt(string text, string column)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, 12));
        ciphers[CurrentKeyId].Value!.Encrypt(sealedBytes.AsSpan(0, 12), plain, sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16), Encoding.UTF8.GetBytes(column));
        return sealedBytes;
    }

    public string Decrypt(byte[] sealedBytes, string keyId, string column)
    {
        var plain = new byte[sealedBytes.Length - 28];
        ciphers[keyId].Value!.Decrypt(sealedBytes.AsSpan(0, 12), sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16), plain, Encoding.UTF8.GetBytes(column));
        return Encoding.UTF8.GetString(plain);
    }

    public byte[] Hash(string text) => HMACSHA256.HashData(hashKey, Encoding.UTF8.GetBytes(text));
}
