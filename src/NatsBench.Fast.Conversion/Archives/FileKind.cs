namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Tells files apart by their first bytes, whatever their names.</summary>
internal static class FileKind
{
    public const string Bzip2 = "bzip2";
    public const string Tar = "tar";
    public const string Gzip = "gzip";

    public static string Detect(string path)
    {
        Span<byte> start = stackalloc byte[512];
        using FileStream file = File.OpenRead(path);
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start is [(byte)'B', (byte)'Z', (byte)'h', ..])
            return Bzip2;
        if (start is [0x1f, 0x8b, ..])
            return Gzip;
        // A tar header has "ustar" behind its 257 bytes of the first form; before 1988 it had nothing.
        bool isTar = start.Length == 512 && start[257..].StartsWith("ustar"u8);
        return isTar || Path.GetExtension(path) == ".tar" ? Tar : "unknown";
    }
}
