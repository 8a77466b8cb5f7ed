using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Model;

/// <summary>MD5 (RFC 1321) of sixteen messages at a time, one in each lane of a vector, or of the two or four that a smaller processor has instead.</summary>
internal static class Md5Lanes
{
    /// <summary>Messages at a time.</summary>
    public const int Count = 16;

    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 64;

    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = StateWords * sizeof(uint);

    private const int BlockWords = BlockBytes / sizeof(uint);
    private const int StateWords = 4;

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
    /// <param name="messages">Sixteen messages, each in its own part of equal length.</param>
    /// <param name="blocks">How many blocks each has; 0 for a lane that is not used.</param>
    /// <param name="digests">Receives the digests, 16 bytes each.</param>
    [SkipLocalsInit]
    public static unsafe void Hash(ReadOnlySpan<byte> messages, ReadOnlySpan<int> blocks, Span<byte> digests)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(blocks.Length, Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(digests.Length, Count * DigestBytes);
        int part = messages.Length / Count, most = 0;
        foreach (int count in blocks)
            most = int.Max(most, count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most * BlockBytes, part, nameof(blocks));
        Vector512<uint> a = Vector512.Create(0x67452301u), b = Vector512.Create(0xefcdab89u), c = Vector512.Create(0x98badcfeu), d = Vector512.Create(0x10325476u);
        Vector512<int> counts = Vector512.Create(blocks);
        Vector512<uint>* words = stackalloc Vector512<uint>[BlockWords];
        fixed (byte* first = messages)
        {
            for (int block = 0; block < most; block++)
            {
                if (Avx512F.IsSupported)
                    Transposed(first + block * BlockBytes, part, words);
                else
                    Gathered((uint*)(first + block * BlockBytes), part / sizeof(uint), words);
                Vector512<uint> a0 = a, b0 = b, c0 = c, d0 = d;
                Rounds(words, ref a0, ref b0, ref c0, ref d0);
                // Lanes whose message has ended keep what they have.
                Vector512<uint> goesOn = Vector512.GreaterThan(counts, Vector512.Create(block)).AsUInt32();
                a += a0 & goesOn;
                b += b0 & goesOn;
                c += c0 & goesOn;
                d += d0 & goesOn;
            }
        }
        uint* state = stackalloc uint[Count * StateWords];
        a.Store(state);
        b.Store(state + Count);
        c.Store(state + 2 * Count);
        d.Store(state + 3 * Count);
        Span<uint> digest = MemoryMarshal.Cast<byte, uint>(digests)[..(Count * StateWords)];
        for (int lane = 0; lane < Count; lane++)
            for (int word = 0; word < StateWords; word++)
                digest[lane * StateWords + word] = state[word * Count + lane];
    }

    // Each word of a block, of all messages.
    private static unsafe void Gathered(uint* at, int lane, Vector512<uint>* words)
    {
        for (int word = 0; word < BlockWords; word++, at++)
            words[word] = Vector512.Create(
                at[0], at[lane], at[2 * lane], at[3 * lane], at[4 * lane], at[5 * lane], at[6 * lane], at[7 * lane],
                at[8 * lane], at[9 * lane], at[10 * lane], at[11 * lane], at[12 * lane], at[13 * lane], at[14 * lane], at[15 * lane]);
    }

    // The same as the transposition of a matrix: words change places in pairs, then pairs, then quarters of vectors.
    [SkipLocalsInit]
    private static unsafe void Transposed(byte* first, int part, Vector512<uint>* words)
    {
        Vector512<ulong>* pairs = stackalloc Vector512<ulong>[BlockWords];
        for (int row = 0; row < BlockWords; row += 2)
        {
            Vector512<uint> one = Vector512.Load((uint*)(first + row * part)), other = Vector512.Load((uint*)(first + (row + 1) * part));
            pairs[row] = Avx512F.UnpackLow(one, other).AsUInt64();
            pairs[row + 1] = Avx512F.UnpackHigh(one, other).AsUInt64();
        }
        // Words that lie at the same place of a quarter, of four messages each.
        Vector512<uint>* fours = words;
        for (int row = 0; row < BlockWords; row += 4)
        {
            fours[row] = Avx512F.UnpackLow(pairs[row], pairs[row + 2]).AsUInt32();
            fours[row + 1] = Avx512F.UnpackHigh(pairs[row], pairs[row + 2]).AsUInt32();
            fours[row + 2] = Avx512F.UnpackLow(pairs[row + 1], pairs[row + 3]).AsUInt32();
            fours[row + 3] = Avx512F.UnpackHigh(pairs[row + 1], pairs[row + 3]).AsUInt32();
        }
        for (int word = 0; word < 4; word++)
        {
            Vector512<uint> even = Avx512F.Shuffle4x128(fours[word], fours[word + 4], 0x88), odd = Avx512F.Shuffle4x128(fours[word], fours[word + 4], 0xdd);
            Vector512<uint> laterEven = Avx512F.Shuffle4x128(fours[word + 8], fours[word + 12], 0x88), laterOdd = Avx512F.Shuffle4x128(fours[word + 8], fours[word + 12], 0xdd);
            words[word] = Avx512F.Shuffle4x128(even, laterEven, 0x88);
            words[word + 4] = Avx512F.Shuffle4x128(odd, laterOdd, 0x88);
            words[word + 8] = Avx512F.Shuffle4x128(even, laterEven, 0xdd);
            words[word + 12] = Avx512F.Shuffle4x128(odd, laterOdd, 0xdd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> F(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) => d ^ (b & (c ^ d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> G(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) => c ^ (d & (b ^ c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> H(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) => b ^ c ^ d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> I(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) => c ^ (b | ~d);

    // The 64 steps, as the RFC lists them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rounds(Vector512<uint>* words, ref Vector512<uint> a0, ref Vector512<uint> b0, ref Vector512<uint> c0, ref Vector512<uint> d0)
    {
        Vector512<uint> a = a0, b = b0, c = c0, d = d0;
        a = b + Rotated(a + F(b, c, d) + words[0] + Vector512.Create(0xd76aa478u), 7);
        d = a + Rotated(d + F(a, b, c) + words[1] + Vector512.Create(0xe8c7b756u), 12);
        c = d + Rotated(c + F(d, a, b) + words[2] + Vector512.Create(0x242070dbu), 17);
        b = c + Rotated(b + F(c, d, a) + words[3] + Vector512.Create(0xc1bdceeeu), 22);
        a = b + Rotated(a + F(b, c, d) + words[4] + Vector512.Create(0xf57c0fafu), 7);
        d = a + Rotated(d + F(a, b, c) + words[5] + Vector512.Create(0x4787c62au), 12);
        c = d + Rotated(c + F(d, a, b) + words[6] + Vector512.Create(0xa8304613u), 17);
        b = c + Rotated(b + F(c, d, a) + words[7] + Vector512.Create(0xfd469501u), 22);
        a = b + Rotated(a + F(b, c, d) + words[8] + Vector512.Create(0x698098d8u), 7);
        d = a + Rotated(d + F(a, b, c) + words[9] + Vector512.Create(0x8b44f7afu), 12);
        c = d + Rotated(c + F(d, a, b) + words[10] + Vector512.Create(0xffff5bb1u), 17);
        b = c + Rotated(b + F(c, d, a) + words[11] + Vector512.Create(0x895cd7beu), 22);
        a = b + Rotated(a + F(b, c, d) + words[12] + Vector512.Create(0x6b901122u), 7);
        d = a + Rotated(d + F(a, b, c) + words[13] + Vector512.Create(0xfd987193u), 12);
        c = d + Rotated(c + F(d, a, b) + words[14] + Vector512.Create(0xa679438eu), 17);
        b = c + Rotated(b + F(c, d, a) + words[15] + Vector512.Create(0x49b40821u), 22);
        a = b + Rotated(a + G(b, c, d) + words[1] + Vector512.Create(0xf61e2562u), 5);
        d = a + Rotated(d + G(a, b, c) + words[6] + Vector512.Create(0xc040b340u), 9);
        c = d + Rotated(c + G(d, a, b) + words[11] + Vector512.Create(0x265e5a51u), 14);
        b = c + Rotated(b + G(c, d, a) + words[0] + Vector512.Create(0xe9b6c7aau), 20);
        a = b + Rotated(a + G(b, c, d) + words[5] + Vector512.Create(0xd62f105du), 5);
        d = a + Rotated(d + G(a, b, c) + words[10] + Vector512.Create(0x2441453u), 9);
        c = d + Rotated(c + G(d, a, b) + words[15] + Vector512.Create(0xd8a1e681u), 14);
        b = c + Rotated(b + G(c, d, a) + words[4] + Vector512.Create(0xe7d3fbc8u), 20);
        a = b + Rotated(a + G(b, c, d) + words[9] + Vector512.Create(0x21e1cde6u), 5);
        d = a + Rotated(d + G(a, b, c) + words[14] + Vector512.Create(0xc33707d6u), 9);
        c = d + Rotated(c + G(d, a, b) + words[3] + Vector512.Create(0xf4d50d87u), 14);
        b = c + Rotated(b + G(c, d, a) + words[8] + Vector512.Create(0x455a14edu), 20);
        a = b + Rotated(a + G(b, c, d) + words[13] + Vector512.Create(0xa9e3e905u), 5);
        d = a + Rotated(d + G(a, b, c) + words[2] + Vector512.Create(0xfcefa3f8u), 9);
        c = d + Rotated(c + G(d, a, b) + words[7] + Vector512.Create(0x676f02d9u), 14);
        b = c + Rotated(b + G(c, d, a) + words[12] + Vector512.Create(0x8d2a4c8au), 20);
        a = b + Rotated(a + H(b, c, d) + words[5] + Vector512.Create(0xfffa3942u), 4);
        d = a + Rotated(d + H(a, b, c) + words[8] + Vector512.Create(0x8771f681u), 11);
        c = d + Rotated(c + H(d, a, b) + words[11] + Vector512.Create(0x6d9d6122u), 16);
        b = c + Rotated(b + H(c, d, a) + words[14] + Vector512.Create(0xfde5380cu), 23);
        a = b + Rotated(a + H(b, c, d) + words[1] + Vector512.Create(0xa4beea44u), 4);
        d = a + Rotated(d + H(a, b, c) + words[4] + Vector512.Create(0x4bdecfa9u), 11);
        c = d + Rotated(c + H(d, a, b) + words[7] + Vector512.Create(0xf6bb4b60u), 16);
        b = c + Rotated(b + H(c, d, a) + words[10] + Vector512.Create(0xbebfbc70u), 23);
        a = b + Rotated(a + H(b, c, d) + words[13] + Vector512.Create(0x289b7ec6u), 4);
        d = a + Rotated(d + H(a, b, c) + words[0] + Vector512.Create(0xeaa127fau), 11);
        c = d + Rotated(c + H(d, a, b) + words[3] + Vector512.Create(0xd4ef3085u), 16);
        b = c + Rotated(b + H(c, d, a) + words[6] + Vector512.Create(0x4881d05u), 23);
        a = b + Rotated(a + H(b, c, d) + words[9] + Vector512.Create(0xd9d4d039u), 4);
        d = a + Rotated(d + H(a, b, c) + words[12] + Vector512.Create(0xe6db99e5u), 11);
        c = d + Rotated(c + H(d, a, b) + words[15] + Vector512.Create(0x1fa27cf8u), 16);
        b = c + Rotated(b + H(c, d, a) + words[2] + Vector512.Create(0xc4ac5665u), 23);
        a = b + Rotated(a + I(b, c, d) + words[0] + Vector512.Create(0xf4292244u), 6);
        d = a + Rotated(d + I(a, b, c) + words[7] + Vector512.Create(0x432aff97u), 10);
        c = d + Rotated(c + I(d, a, b) + words[14] + Vector512.Create(0xab9423a7u), 15);
        b = c + Rotated(b + I(c, d, a) + words[5] + Vector512.Create(0xfc93a039u), 21);
        a = b + Rotated(a + I(b, c, d) + words[12] + Vector512.Create(0x655b59c3u), 6);
        d = a + Rotated(d + I(a, b, c) + words[3] + Vector512.Create(0x8f0ccc92u), 10);
        c = d + Rotated(c + I(d, a, b) + words[10] + Vector512.Create(0xffeff47du), 15);
        b = c + Rotated(b + I(c, d, a) + words[1] + Vector512.Create(0x85845dd1u), 21);
        a = b + Rotated(a + I(b, c, d) + words[8] + Vector512.Create(0x6fa87e4fu), 6);
        d = a + Rotated(d + I(a, b, c) + words[15] + Vector512.Create(0xfe2ce6e0u), 10);
        c = d + Rotated(c + I(d, a, b) + words[6] + Vector512.Create(0xa3014314u), 15);
        b = c + Rotated(b + I(c, d, a) + words[13] + Vector512.Create(0x4e0811a1u), 21);
        a = b + Rotated(a + I(b, c, d) + words[4] + Vector512.Create(0xf7537e82u), 6);
        d = a + Rotated(d + I(a, b, c) + words[11] + Vector512.Create(0xbd3af235u), 10);
        c = d + Rotated(c + I(d, a, b) + words[2] + Vector512.Create(0x2ad7d2bbu), 15);
        b = c + Rotated(b + I(c, d, a) + words[9] + Vector512.Create(0xeb86d391u), 21);
        (a0, b0, c0, d0) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rotated(Vector512<uint> value, [ConstantExpected] byte bits) =>
        Avx512F.IsSupported ? Avx512F.RotateLeft(value, bits) : (value << bits) | (value >>> (32 - bits));
}
