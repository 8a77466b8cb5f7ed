using System.Security.Cryptography;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Tables.Sources;

/// <summary>A published file, read whole.</summary>
internal sealed class SourceFile
{
    /// <summary>The largest that is read; published tables have 50 MB at most.</summary>
    public const long MostBytes = 1L << 30;

    private readonly Lazy<string> _sha256;

    private SourceFile(string path, byte[] bytes) =>
        (Path, Bytes, _sha256) = (path, bytes, new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(bytes))));

    public string Path { get; }

    /// <summary>Its name without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Its name without folder and suffix.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path);

    public byte[] Bytes { get; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Sha256 => _sha256.Value;

    /// <exception cref="NatsBenchException">It is missing, no file, unreadable or larger than any such table.</exception>
    public static SourceFile Read(string path)
    {
        PathKind.RefuseToRead(path);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (file.Length > MostBytes)
                throw new NatsBenchException($"{path}: has {file.Length} bytes, more than the {MostBytes >> 20} MiB that any such table has");
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return new(path, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>Its first bytes alone, to look at.</summary>
    public SourceFile Start(int bytes) => bytes >= Bytes.Length ? this : new SourceFile(Path, Bytes[..bytes]);

    /// <summary>What is wrong with it.</summary>
    public NatsBenchException Fault(string what) => new($"{Path}: {what}");
}
