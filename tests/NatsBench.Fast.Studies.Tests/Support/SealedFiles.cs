using System.Security.Cryptography;
using System.Text;

namespace NatsBench.Fast.Studies.Tests.Support;

/// <summary>Files of tables, made by hand.</summary>
internal static class SealedFiles
{
    private const int Tail = 8;
    private const int Digits = 64;

    /// <summary>Puts a seal that is right into a file's bytes; leaves those alone that have no place for it.</summary>
    public static byte[] Seal(byte[] whole)
    {
        int key = whole.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(Studies.Parts.Seal.Key)), place = key + Studies.Parts.Seal.Key.Length + 2;
        if (key < 0 || place + Digits > whole.Length - Tail)
            return whole;
        Encoding.ASCII.GetBytes(Studies.Parts.Seal.Blank, whole.AsSpan(place, Digits));
        byte[] digest = SHA256.HashData(whole);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest), whole.AsSpan(place, Digits));
        return whole;
    }

    /// <summary>The bytes with a longer or shorter footer.</summary>
    public static byte[] WithFooter(byte[] whole, Func<byte[], byte[]> edit)
    {
        int start = FooterOf(whole);
        byte[] footer = edit(whole[start..^Tail]);
        return Seal([.. whole[..start], .. footer, .. BitConverter.GetBytes(footer.Length), .. whole[^4..]]);
    }

    /// <summary>Where the footer begins.</summary>
    public static int FooterOf(byte[] whole) => whole.Length - Tail - BitConverter.ToInt32(whole, whole.Length - Tail);
}
