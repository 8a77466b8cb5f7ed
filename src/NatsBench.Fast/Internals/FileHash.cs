using System.Security.Cryptography;

namespace NatsBench.Fast.Internals;

/// <summary>SHA-256 of whole files.</summary>
internal static class FileHash
{
    // The library reads 4 kB at a time, which takes half as long again.
    private const int BytesOfBlock = 1 << 18;

    /// <summary>The hash of a file, in lower-case hexadecimal.</summary>
    /// <exception cref="NatsBenchException">It cannot be read, or is no regular file.</exception>
    public static string Of(string path)
    {
        PathKind.RefuseToRead(path);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] block = new byte[BytesOfBlock];
            for (int read; (read = file.Read(block)) > 0;)
                hash.AppendData(block.AsSpan(0, read));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What the system says, without the path that .NET adds.
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ").Split(" : '")[0].TrimEnd('.', ' ')})", e);
        }
    }
}
