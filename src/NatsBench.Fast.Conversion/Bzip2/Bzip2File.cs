using System.Buffers;

namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>Decompresses whole files of bounded size.</summary>
internal static class Bzip2File
{
    /// <summary>
    /// The most a record may decompress to. Real ones take 0.3 MB, with weights 4 MB; bzip2 turns a few bytes
    /// of input into megabytes.
    /// </summary>
    public const int MaximumSize = 256 << 20;

    /// <summary>Decompresses a file into a buffer that grows and is kept by the caller from file to file.</summary>
    /// <returns>The number of bytes in the buffer.</returns>
    public static int Decompress(byte[] compressed, int length, ref byte[] buffer, string name, Bzip2Library library, int maximumSize = MaximumSize)
    {
        using var stream = new Bzip2Stream(new CompressedInput(compressed, length), name, library);
        int size = 0;
        while (true)
        {
            if (size == buffer.Length)
                Grow(ref buffer, size);
            int read = stream.Read(buffer, size, buffer.Length - size);
            if (read == 0)
                return size;
            size += read;
            if (size > maximumSize)
                throw new DamagedFileException($"{name}: decompresses to more than {maximumSize >> 20} MiB, which no record does; download it again");
        }
    }

    /// <summary>Refuses to load a file that is longer than any of an archive.</summary>
    /// <exception cref="DamagedFileException">It is.</exception>
    public static void RefuseOversized(long length, string name)
    {
        if (length > MaximumSize)
            throw new DamagedFileException($"{name}: {length >> 20} MiB are more than any record has; download it again");
    }

    private static void Grow(ref byte[] buffer, int used)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(1 << 19, 2 * buffer.Length));
        buffer.AsSpan(0, used).CopyTo(larger);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
