using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Model;

/// <summary>MD5 (RFC 1321) of eight messages at a time, one in each lane of a vector.</summary>
internal static class Md5Lanes
{
    /// <summary>Messages at a time.</summary>
    public const int Count = 8;

    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 64;

    private const int BlockWords = BlockBytes / sizeof(uint);

    /// <summary>Ends a message as MD5 wants it: a bit, zeros, the length.</summary>
    /// <param name="message">Room for the message and 72 bytes more, rounded to whole blocks.</param>
    /// <param name="length">Bytes of the message.</param>
    /// <returns>Number of blocks.</returns>
    public static int Pad(Span<byte> message, int length)
    {
        int blocks = (length + 1 + sizeof(ulong) + BlockBytes - 1) / BlockBytes;
        message[length] = 0x80;
        message[(length + 1)..(blocks * BlockBytes)].Clear();
        BitConverter.TryWriteBytes(message[(blocks * BlockBytes - sizeof(ulong))..], 8UL * (uint)length);
        return blocks;
    }

    /// <summary>Hashes padded messages.</summary>
    /// <param name="messages">Eight messages, each in its own part of equal length.</param>
    /// <param name="blocks">How many blocks each has; 0 for a lane that is not used.</param>
    /// <param name="digests">Receives the digests, 16 bytes each.</param>
    [SkipLocalsInit]
    public static unsafe void Hash(ReadOnlySpan<byte> messages, ReadOnlySpan<int> blocks, Span<byte> digests)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(blocks.Length, Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(digests.Length, Count * 16);
        int part = messages.Length / Count, most = 0;
        foreach (int count in blocks)
            most = int.Max(most, count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most * BlockBytes, part, nameof(blocks));
        Vector256<uint> a = Vector256.Create(0x67452301u), b = Vector256.Create(0xefcdab89u), c = Vector256.Create(0x98badcfeu), d = Vector256.Create(0x10325476u);
        Vector256<uint> counts = Vector256.Create(blocks).AsUInt32();
        Vector256<uint>* words = stackalloc Vector256<uint>[BlockWords];
        fixed (byte* first = messages)
        {
            for (int block = 0; block < most; block++)
            {
                uint* at = (uint*)(first + block * BlockBytes);
                int lane = part / sizeof(uint);
                for (int word = 0; word < BlockWords; word++, at++)
                    words[word] = Vector256.Create(
                        at[0], at[lane], at[2 * lane], at[3 * lane], at[4 * lane], at[5 * lane], at[6 * lane], at[7 * lane]);
                Vector256<uint> a0 = a, b0 = b, c0 = c, d0 = d;
                Rounds(words, ref a0, ref b0, ref c0, ref d0);
                // Lanes whose message has ended keep what they have.
                Vector256<uint> goesOn = Vector256.GreaterThan(counts.AsInt32(), Vector256.Create(block)).AsUInt32();
                a += a0 & goesOn;
                b += b0 & goesOn;
                c += c0 & goesOn;
                d += d0 & goesOn;
            }
        }
        for (int lane = 0; lane < Count; lane++)
        {
            Span<byte> digest = digests.Slice(lane * 16, 16);
            BitConverter.TryWriteBytes(digest, a.GetElement(lane));
            BitConverter.TryWriteBytes(digest[4..], b.GetElement(lane));
            BitConverter.TryWriteBytes(digest[8..], c.GetElement(lane));
            BitConverter.TryWriteBytes(digest[12..], d.GetElement(lane));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> F(Vector256<uint> b, Vector256<uint> c, Vector256<uint> d) => d ^ (b & (c ^ d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> G(Vector256<uint> b, Vector256<uint> c, Vector256<uint> d) => c ^ (d & (b ^ c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> H(Vector256<uint> b, Vector256<uint> c, Vector256<uint> d) => b ^ c ^ d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> I(Vector256<uint> b, Vector256<uint> c, Vector256<uint> d) => c ^ (b | ~d);

    // The 64 steps, as the RFC lists them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rounds(Vector256<uint>* words, ref Vector256<uint> a0, ref Vector256<uint> b0, ref Vector256<uint> c0, ref Vector256<uint> d0)
    {
        Vector256<uint> a = a0, b = b0, c = c0, d = d0;
        a = b + Rotated(a + F(b, c, d) + words[0] + Vector256.Create(0xd76aa478u), 7);
        d = a + Rotated(d + F(a, b, c) + words[1] + Vector256.Create(0xe8c7b756u), 12);
        c = d + Rotated(c + F(d, a, b) + words[2] + Vector256.Create(0x242070dbu), 17);
        b = c + Rotated(b + F(c, d, a) + words[3] + Vector256.Create(0xc1bdceeeu), 22);
        a = b + Rotated(a + F(b, c, d) + words[4] + Vector256.Create(0xf57c0fafu), 7);
        d = a + Rotated(d + F(a, b, c) + words[5] + Vector256.Create(0x4787c62au), 12);
        c = d + Rotated(c + F(d, a, b) + words[6] + Vector256.Create(0xa8304613u), 17);
        b = c + Rotated(b + F(c, d, a) + words[7] + Vector256.Create(0xfd469501u), 22);
        a = b + Rotated(a + F(b, c, d) + words[8] + Vector256.Create(0x698098d8u), 7);
        d = a + Rotated(d + F(a, b, c) + words[9] + Vector256.Create(0x8b44f7afu), 12);
        c = d + Rotated(c + F(d, a, b) + words[10] + Vector256.Create(0xffff5bb1u), 17);
        b = c + Rotated(b + F(c, d, a) + words[11] + Vector256.Create(0x895cd7beu), 22);
        a = b + Rotated(a + F(b, c, d) + words[12] + Vector256.Create(0x6b901122u), 7);
        d = a + Rotated(d + F(a, b, c) + words[13] + Vector256.Create(0xfd987193u), 12);
        c = d + Rotated(c + F(d, a, b) + words[14] + Vector256.Create(0xa679438eu), 17);
        b = c + Rotated(b + F(c, d, a) + words[15] + Vector256.Create(0x49b40821u), 22);
        a = b + Rotated(a + G(b, c, d) + words[1] + Vector256.Create(0xf61e2562u), 5);
        d = a + Rotated(d + G(a, b, c) + words[6] + Vector256.Create(0xc040b340u), 9);
        c = d + Rotated(c + G(d, a, b) + words[11] + Vector256.Create(0x265e5a51u), 14);
        b = c + Rotated(b + G(c, d, a) + words[0] + Vector256.Create(0xe9b6c7aau), 20);
        a = b + Rotated(a + G(b, c, d) + words[5] + Vector256.Create(0xd62f105du), 5);
        d = a + Rotated(d + G(a, b, c) + words[10] + Vector256.Create(0x2441453u), 9);
        c = d + Rotated(c + G(d, a, b) + words[15] + Vector256.Create(0xd8a1e681u), 14);
        b = c + Rotated(b + G(c, d, a) + words[4] + Vector256.Create(0xe7d3fbc8u), 20);
        a = b + Rotated(a + G(b, c, d) + words[9] + Vector256.Create(0x21e1cde6u), 5);
        d = a + Rotated(d + G(a, b, c) + words[14] + Vector256.Create(0xc33707d6u), 9);
        c = d + Rotated(c + G(d, a, b) + words[3] + Vector256.Create(0xf4d50d87u), 14);
        b = c + Rotated(b + G(c, d, a) + words[8] + Vector256.Create(0x455a14edu), 20);
        a = b + Rotated(a + G(b, c, d) + words[13] + Vector256.Create(0xa9e3e905u), 5);
        d = a + Rotated(d + G(a, b, c) + words[2] + Vector256.Create(0xfcefa3f8u), 9);
        c = d + Rotated(c + G(d, a, b) + words[7] + Vector256.Create(0x676f02d9u), 14);
        b = c + Rotated(b + G(c, d, a) + words[12] + Vector256.Create(0x8d2a4c8au), 20);
        a = b + Rotated(a + H(b, c, d) + words[5] + Vector256.Create(0xfffa3942u), 4);
        d = a + Rotated(d + H(a, b, c) + words[8] + Vector256.Create(0x8771f681u), 11);
        c = d + Rotated(c + H(d, a, b) + words[11] + Vector256.Create(0x6d9d6122u), 16);
        b = c + Rotated(b + H(c, d, a) + words[14] + Vector256.Create(0xfde5380cu), 23);
        a = b + Rotated(a + H(b, c, d) + words[1] + Vector256.Create(0xa4beea44u), 4);
        d = a + Rotated(d + H(a, b, c) + words[4] + Vector256.Create(0x4bdecfa9u), 11);
        c = d + Rotated(c + H(d, a, b) + words[7] + Vector256.Create(0xf6bb4b60u), 16);
        b = c + Rotated(b + H(c, d, a) + words[10] + Vector256.Create(0xbebfbc70u), 23);
        a = b + Rotated(a + H(b, c, d) + words[13] + Vector256.Create(0x289b7ec6u), 4);
        d = a + Rotated(d + H(a, b, c) + words[0] + Vector256.Create(0xeaa127fau), 11);
        c = d + Rotated(c + H(d, a, b) + words[3] + Vector256.Create(0xd4ef3085u), 16);
        b = c + Rotated(b + H(c, d, a) + words[6] + Vector256.Create(0x4881d05u), 23);
        a = b + Rotated(a + H(b, c, d) + words[9] + Vector256.Create(0xd9d4d039u), 4);
        d = a + Rotated(d + H(a, b, c) + words[12] + Vector256.Create(0xe6db99e5u), 11);
        c = d + Rotated(c + H(d, a, b) + words[15] + Vector256.Create(0x1fa27cf8u), 16);
        b = c + Rotated(b + H(c, d, a) + words[2] + Vector256.Create(0xc4ac5665u), 23);
        a = b + Rotated(a + I(b, c, d) + words[0] + Vector256.Create(0xf4292244u), 6);
        d = a + Rotated(d + I(a, b, c) + words[7] + Vector256.Create(0x432aff97u), 10);
        c = d + Rotated(c + I(d, a, b) + words[14] + Vector256.Create(0xab9423a7u), 15);
        b = c + Rotated(b + I(c, d, a) + words[5] + Vector256.Create(0xfc93a039u), 21);
        a = b + Rotated(a + I(b, c, d) + words[12] + Vector256.Create(0x655b59c3u), 6);
        d = a + Rotated(d + I(a, b, c) + words[3] + Vector256.Create(0x8f0ccc92u), 10);
        c = d + Rotated(c + I(d, a, b) + words[10] + Vector256.Create(0xffeff47du), 15);
        b = c + Rotated(b + I(c, d, a) + words[1] + Vector256.Create(0x85845dd1u), 21);
        a = b + Rotated(a + I(b, c, d) + words[8] + Vector256.Create(0x6fa87e4fu), 6);
        d = a + Rotated(d + I(a, b, c) + words[15] + Vector256.Create(0xfe2ce6e0u), 10);
        c = d + Rotated(c + I(d, a, b) + words[6] + Vector256.Create(0xa3014314u), 15);
        b = c + Rotated(b + I(c, d, a) + words[13] + Vector256.Create(0x4e0811a1u), 21);
        a = b + Rotated(a + I(b, c, d) + words[4] + Vector256.Create(0xf7537e82u), 6);
        d = a + Rotated(d + I(a, b, c) + words[11] + Vector256.Create(0xbd3af235u), 10);
        c = d + Rotated(c + I(d, a, b) + words[2] + Vector256.Create(0x2ad7d2bbu), 15);
        b = c + Rotated(b + I(c, d, a) + words[9] + Vector256.Create(0xeb86d391u), 21);
        (a0, b0, c0, d0) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotated(Vector256<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));
}
