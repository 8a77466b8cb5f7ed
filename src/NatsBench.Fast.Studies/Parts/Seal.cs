using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// A SHA-256 of a whole Parquet file in its own metadata: of all bytes, with 64 zeros where the digest stands. Parquet files have no
/// checksum that readers must check; with this no cut or changed byte goes unnoticed. It shows damage, not malice.
/// </summary>
internal static class Seal
{
    /// <summary>The key of the metadata.</summary>
    public const string Key = "natsbench.sha256";

    private const int Digits = 64;

    // Footer length and magic.
    private const int TailBytes = 8;

    /// <summary>What stands in the metadata until the file is sealed.</summary>
    public static string Blank { get; } = new('0', Digits);

    /// <summary>Puts the digest into a file that was written with <see cref="Blank"/>.</summary>
    public static void Close(HashedFile file)
    {
        byte[] digest = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(file.EndHash()));
        file.Position = Find(file, out _) ?? throw new InvalidOperationException("no place for the seal");
        file.Write(digest);
    }

    /// <summary>Whether every byte is as it was written.</summary>
    /// <param name="file">The file.</param>
    /// <param name="footer">Its footer, as it stands there.</param>
    public static bool Holds(Stream file, out byte[] footer)
    {
        if (Find(file, out footer) is not { } place)
            return false;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16], digest = new byte[Digits];
        file.Position = 0;
        AppendUpTo(place);
        file.ReadExactly(digest);
        hash.AppendData(Encoding.ASCII.GetBytes(Blank));
        AppendUpTo(file.Length);
        file.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == Encoding.ASCII.GetString(digest);

        void AppendUpTo(long end)
        {
            while (file.Position < end)
            {
                Span<byte> block = buffer.AsSpan(0, (int)long.Min(buffer.Length, end - file.Position));
                file.ReadExactly(block);
                hash.AppendData(block);
            }
        }
    }

    // In the compact protocol the value follows its key: one byte for the field, one for the length.
    private static long? Find(Stream file, out byte[] footer)
    {
        footer = [];
        if (file.Length < TailBytes)
            return null;
        Span<byte> tail = stackalloc byte[TailBytes];
        file.Position = file.Length - TailBytes;
        file.ReadExactly(tail);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > file.Length - TailBytes)
            return null;
        footer = new byte[length];
        long start = file.Length - TailBytes - length;
        file.Position = start;
        file.ReadExactly(footer);
        int key = footer.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(Key));
        int value = key + Key.Length + 2;
        return key >= 0 && value + Digits <= length && footer[value - 1] == Digits ? start + value : null;
    }
}
