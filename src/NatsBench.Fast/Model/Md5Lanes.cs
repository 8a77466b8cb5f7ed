using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Model;

/// <summary>
/// MD5 (RFC 1321) of sixteen messages at a time, one in each lane of two vectors of 256 bits: what waits for itself in one has the other's steps beside
/// it, and every processor with AVX2 has such vectors.
/// </summary>
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
    private const int Half = Count / 2;
    private const int RoundSteps = 16;

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

    // By step: what is added, the whole part of 2^32 |sin(step + 1)|.
    private static ReadOnlySpan<uint> Addends =>
    [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ];

    // Four of a round, which take turns.
    private static ReadOnlySpan<byte> Rotations => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

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
        Vector256<uint>* words = stackalloc Vector256<uint>[2 * BlockWords];
        Pair a = Pair.Of(0x67452301u), b = Pair.Of(0xefcdab89u), c = Pair.Of(0x98badcfeu), d = Pair.Of(0x10325476u);
        Vector256<int> counts = Vector256.Create(blocks), otherCounts = Vector256.Create(blocks[Half..]);
        fixed (byte* first = messages)
        {
            for (int block = 0; block < most; block++)
            {
                Gather((uint*)(first + block * BlockBytes), part / sizeof(uint), words);
                Pair a0 = a, b0 = b, c0 = c, d0 = d;
                Rounds(words, ref a0, ref b0, ref c0, ref d0);
                // Lanes whose message has ended keep what they have.
                Vector256<int> at = Vector256.Create(block);
                Pair goesOn = new(Vector256.GreaterThan(counts, at).AsUInt32(), Vector256.GreaterThan(otherCounts, at).AsUInt32());
                a = a.Plus(a0, goesOn);
                b = b.Plus(b0, goesOn);
                c = c.Plus(c0, goesOn);
                d = d.Plus(d0, goesOn);
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
    private static unsafe void Gather(uint* at, int lane, Vector256<uint>* words)
    {
        for (int word = 0; word < BlockWords; word++, at++)
        {
            uint* other = at + Half * lane;
            words[2 * word] = Vector256.Create(at[0], at[lane], at[2 * lane], at[3 * lane], at[4 * lane], at[5 * lane], at[6 * lane], at[7 * lane]);
            words[2 * word + 1] = Vector256.Create(other[0], other[lane], other[2 * lane], other[3 * lane], other[4 * lane], other[5 * lane], other[6 * lane], other[7 * lane]);
        }
    }

    // The 64 steps, as the RFC lists them: four rounds that differ in what they mix and in the order of the words.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rounds(Vector256<uint>* words, ref Pair a0, ref Pair b0, ref Pair c0, ref Pair d0)
    {
        Vector256<uint> a = a0.One, b = b0.One, c = c0.One, d = d0.One, oa = a0.Other, ob = b0.Other, oc = c0.Other, od = d0.Other;
        ref uint addend = ref MemoryMarshal.GetReference(Addends);
        ref byte rotation = ref MemoryMarshal.GetReference(Rotations);
        for (int step = 0; step < RoundSteps; step++)
        {
            Vector256<uint> more = Vector256.Create(Unsafe.Add(ref addend, step));
            int bits = Unsafe.Add(ref rotation, step & 3), word = 2 * step;
            Vector256<uint> sum = a + (d ^ (b & (c ^ d))) + words[word] + more, otherSum = oa + (od ^ (ob & (oc ^ od))) + words[word + 1] + more;
            (a, d, c, b) = (d, c, b, b + Rotated(sum, bits));
            (oa, od, oc, ob) = (od, oc, ob, ob + Rotated(otherSum, bits));
        }
        for (int step = RoundSteps; step < 2 * RoundSteps; step++)
        {
            Vector256<uint> more = Vector256.Create(Unsafe.Add(ref addend, step));
            int bits = Unsafe.Add(ref rotation, 4 + (step & 3)), word = 2 * ((5 * step + 1) % BlockWords);
            Vector256<uint> sum = a + (c ^ (d & (b ^ c))) + words[word] + more, otherSum = oa + (oc ^ (od & (ob ^ oc))) + words[word + 1] + more;
            (a, d, c, b) = (d, c, b, b + Rotated(sum, bits));
            (oa, od, oc, ob) = (od, oc, ob, ob + Rotated(otherSum, bits));
        }
        for (int step = 2 * RoundSteps; step < 3 * RoundSteps; step++)
        {
            Vector256<uint> more = Vector256.Create(Unsafe.Add(ref addend, step));
            int bits = Unsafe.Add(ref rotation, 8 + (step & 3)), word = 2 * ((3 * step + 5) % BlockWords);
            Vector256<uint> sum = a + (b ^ c ^ d) + words[word] + more, otherSum = oa + (ob ^ oc ^ od) + words[word + 1] + more;
            (a, d, c, b) = (d, c, b, b + Rotated(sum, bits));
            (oa, od, oc, ob) = (od, oc, ob, ob + Rotated(otherSum, bits));
        }
        for (int step = 3 * RoundSteps; step < 4 * RoundSteps; step++)
        {
            Vector256<uint> more = Vector256.Create(Unsafe.Add(ref addend, step));
            int bits = Unsafe.Add(ref rotation, 12 + (step & 3)), word = 2 * (7 * step % BlockWords);
            Vector256<uint> sum = a + (c ^ (b | ~d)) + words[word] + more, otherSum = oa + (oc ^ (ob | ~od)) + words[word + 1] + more;
            (a, d, c, b) = (d, c, b, b + Rotated(sum, bits));
            (oa, od, oc, ob) = (od, oc, ob, ob + Rotated(otherSum, bits));
        }
        (a0, b0, c0, d0) = (new Pair(a, oa), new Pair(b, ob), new Pair(c, oc), new Pair(d, od));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotated(Vector256<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));

    // A number of each message.
    private readonly struct Pair(Vector256<uint> one, Vector256<uint> other)
    {
        public readonly Vector256<uint> One = one;
        public readonly Vector256<uint> Other = other;

        public static Pair Of(uint value) => new(Vector256.Create(value), Vector256.Create(value));

        public Pair Plus(in Pair more, in Pair where) => new(One + (more.One & where.One), Other + (more.Other & where.Other));

        public unsafe void Store(uint* target)
        {
            One.Store(target);
            Other.Store(target + Half);
        }
    }
}
