using System.Security.Cryptography;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>SHA-256 of whole files.</summary>
internal static class FileHash
{
    /// <summary>The hash of a file, in hexadecimal.</summary>
    /// <exception cref="NatsBenchException">It cannot be read, or is no regular file.</exception>
    public static string Of(string path)
    {
        PathKind.RefuseToRead(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ")})", e);
        }
    }
}
