using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Model;

/// <summary>
/// MD5 (RFC 1321) of thirty-two messages at a time, one in each lane of two vectors of 512 bits: what waits for itself in one has the other's steps
/// beside it. Without AVX-512 sixteen and then the others, in vectors of 256 bits.
/// </summary>
internal static class Md5Lanes
{
    /// <summary>Messages at a time.</summary>
    public const int Count = 32;

    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 64;

    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = StateWords * sizeof(uint);

    private const int BlockWords = BlockBytes / sizeof(uint);
    private const int StateWords = 4;
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
    private static ReadOnlySpan<uint> Rotations => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    /// <summary>Hashes padded messages.</summary>
    /// <param name="messages">Thirty-two messages, each in its own part of equal length.</param>
    /// <param name="blocks">How many blocks each has; 0 for a lane that is not used.</param>
    /// <param name="digests">Receives the digests, 16 bytes each.</param>
    public static unsafe void Hash(ReadOnlySpan<byte> messages, ReadOnlySpan<int> blocks, Span<byte> digests)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(blocks.Length, Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(digests.Length, Count * DigestBytes);
        int part = messages.Length / Count, most = 0;
        foreach (int count in blocks)
            most = int.Max(most, count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most * BlockBytes, part, nameof(blocks));
        fixed (byte* first = messages)
        fixed (int* counts = blocks)
        fixed (byte* digest = digests)
        {
            if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
                Hash<Lanes512>((uint*)first, part / sizeof(uint), counts, (uint*)digest);
            else
                for (int lane = 0; lane < Count; lane += 2 * Lanes256.Count)
                    Hash<Lanes256>((uint*)(first + lane * part), part / sizeof(uint), counts + lane, (uint*)(digest + lane * DigestBytes));
        }
    }

    // Two vectors of messages.
    [SkipLocalsInit]
    private static unsafe void Hash<T>(uint* messages, int part, int* blocks, uint* digests)
        where T : unmanaged, ILanes<T>
    {
        int most = 0, lanes = 2 * T.Count;
        for (int lane = 0; lane < lanes; lane++)
            most = int.Max(most, blocks[lane]);
        uint* words = stackalloc uint[BlockWords * Count], state = stackalloc uint[StateWords * Count];
        ReadOnlySpan<uint> first = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        for (int word = 0; word < StateWords; word++)
            new Span<uint>(state + word * lanes, lanes).Fill(first[word]);
        T counts = T.Load((uint*)blocks), otherCounts = T.Load((uint*)blocks + T.Count);
        for (int block = 0; block < most; block++)
        {
            for (int lane = 0; lane < lanes; lane += 4)
                Gather(messages + lane * part + block * BlockWords, part, words + lane, lanes);
            // Lanes whose message has ended keep what they have.
            Rounds(words, state, T.Above(counts, (uint)block), T.Above(otherCounts, (uint)block));
        }
        for (int lane = 0; lane < lanes; lane += 4)
            Transpose(state + lane, lanes, digests + lane * StateWords, StateWords);
    }

    // Each word of a block, of four messages.
    private static unsafe void Gather(uint* block, int part, uint* words, int lanes)
    {
        for (int word = 0; word < BlockWords; word += 4)
            Transpose(block + word, part, words + word * lanes, lanes);
    }

    // Four rows of four, so many words apart, become columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Transpose(uint* rows, int apart, uint* columns, int columnsApart)
    {
        if (Sse2.IsSupported)
        {
            Vector128<uint> a = Vector128.Load(rows), b = Vector128.Load(rows + apart), c = Vector128.Load(rows + 2 * apart), d = Vector128.Load(rows + 3 * apart);
            Vector128<ulong> ab = Sse2.UnpackLow(a, b).AsUInt64(), cd = Sse2.UnpackLow(c, d).AsUInt64();
            Sse2.UnpackLow(ab, cd).AsUInt32().Store(columns);
            Sse2.UnpackHigh(ab, cd).AsUInt32().Store(columns + columnsApart);
            (ab, cd) = (Sse2.UnpackHigh(a, b).AsUInt64(), Sse2.UnpackHigh(c, d).AsUInt64());
            Sse2.UnpackLow(ab, cd).AsUInt32().Store(columns + 2 * columnsApart);
            Sse2.UnpackHigh(ab, cd).AsUInt32().Store(columns + 3 * columnsApart);
            return;
        }
        for (int row = 0; row < 4; row++)
            for (int column = 0; column < 4; column++)
                columns[column * columnsApart + row] = rows[row * apart + column];
    }

    // The 64 steps, as the RFC lists them: four rounds that differ in what they mix and in the order of the words.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rounds<T>(uint* words, uint* state, T goesOn, T otherGoesOn)
        where T : unmanaged, ILanes<T>
    {
        T a = T.Load(state), oa = T.Load(state + T.Count), b = T.Load(state + 2 * T.Count), ob = T.Load(state + 3 * T.Count);
        T c = T.Load(state + 4 * T.Count), oc = T.Load(state + 5 * T.Count), d = T.Load(state + 6 * T.Count), od = T.Load(state + 7 * T.Count);
        ref uint addend = ref MemoryMarshal.GetReference(Addends);
        ref uint rotation = ref MemoryMarshal.GetReference(Rotations);
        for (int step = 0; step < RoundSteps; step++)
        {
            T more = T.Of(Unsafe.Add(ref addend, step));
            uint bits = Unsafe.Add(ref rotation, step & 3);
            uint* at = words + step * 2 * T.Count;
            T sum = T.Chosen(b, c, d) + (a + (T.Load(at) + more)), otherSum = T.Chosen(ob, oc, od) + (oa + (T.Load(at + T.Count) + more));
            (a, d, c, b) = (d, c, b, b + T.Rotated(sum, bits));
            (oa, od, oc, ob) = (od, oc, ob, ob + T.Rotated(otherSum, bits));
        }
        for (int step = RoundSteps; step < 2 * RoundSteps; step++)
        {
            T more = T.Of(Unsafe.Add(ref addend, step));
            uint bits = Unsafe.Add(ref rotation, 4 + (step & 3));
            uint* at = words + ((5 * step + 1) & (BlockWords - 1)) * 2 * T.Count;
            T sum = T.Chosen(d, b, c) + (a + (T.Load(at) + more)), otherSum = T.Chosen(od, ob, oc) + (oa + (T.Load(at + T.Count) + more));
            (a, d, c, b) = (d, c, b, b + T.Rotated(sum, bits));
            (oa, od, oc, ob) = (od, oc, ob, ob + T.Rotated(otherSum, bits));
        }
        for (int step = 2 * RoundSteps; step < 3 * RoundSteps; step++)
        {
            T more = T.Of(Unsafe.Add(ref addend, step));
            uint bits = Unsafe.Add(ref rotation, 8 + (step & 3));
            uint* at = words + ((3 * step + 5) & (BlockWords - 1)) * 2 * T.Count;
            T sum = T.Odd(b, c, d) + (a + (T.Load(at) + more)), otherSum = T.Odd(ob, oc, od) + (oa + (T.Load(at + T.Count) + more));
            (a, d, c, b) = (d, c, b, b + T.Rotated(sum, bits));
            (oa, od, oc, ob) = (od, oc, ob, ob + T.Rotated(otherSum, bits));
        }
        for (int step = 3 * RoundSteps; step < 4 * RoundSteps; step++)
        {
            T more = T.Of(Unsafe.Add(ref addend, step));
            uint bits = Unsafe.Add(ref rotation, 12 + (step & 3));
            uint* at = words + ((7 * step) & (BlockWords - 1)) * 2 * T.Count;
            T sum = T.Last(b, c, d) + (a + (T.Load(at) + more)), otherSum = T.Last(ob, oc, od) + (oa + (T.Load(at + T.Count) + more));
            (a, d, c, b) = (d, c, b, b + T.Rotated(sum, bits));
            (oa, od, oc, ob) = (od, oc, ob, ob + T.Rotated(otherSum, bits));
        }
        Add(state, a, goesOn);
        Add(state + T.Count, oa, otherGoesOn);
        Add(state + 2 * T.Count, b, goesOn);
        Add(state + 3 * T.Count, ob, otherGoesOn);
        Add(state + 4 * T.Count, c, goesOn);
        Add(state + 5 * T.Count, oc, otherGoesOn);
        Add(state + 6 * T.Count, d, goesOn);
        Add(state + 7 * T.Count, od, otherGoesOn);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Add<T>(uint* state, T more, T where)
        where T : unmanaged, ILanes<T> => (T.Load(state) + (more & where)).Store(state);

    /// <summary>A number of each of some messages.</summary>
    private unsafe interface ILanes<T>
        where T : unmanaged, ILanes<T>
    {
        /// <summary>How many messages.</summary>
        static abstract int Count { get; }

        static abstract T Load(uint* numbers);

        /// <summary>The same number for all.</summary>
        static abstract T Of(uint number);

        /// <summary>All bits where a number, of 31 bits, is above another.</summary>
        static abstract T Above(T numbers, uint other);

        static abstract T Rotated(T numbers, uint bits);

        static abstract T operator +(T one, T other);

        static abstract T operator &(T one, T other);

        /// <summary>The bits of one where those of a mask are set, else those of another.</summary>
        static abstract T Chosen(T mask, T one, T other);

        /// <summary>The bits that are set in one or three.</summary>
        static abstract T Odd(T one, T other, T third);

        /// <summary>What the last round mixes: <c>c ^ (b | ~d)</c>.</summary>
        static abstract T Last(T b, T c, T d);

        void Store(uint* target);
    }

    private readonly unsafe struct Lanes256(Vector256<uint> numbers) : ILanes<Lanes256>
    {
        private readonly Vector256<uint> _numbers = numbers;

        public static int Count => Vector256<uint>.Count;

        public static Lanes256 Load(uint* numbers) => new(Vector256.Load(numbers));

        public static Lanes256 Of(uint number) => new(Vector256.Create(number));

        public static Lanes256 Above(Lanes256 numbers, uint other) => new(Vector256.GreaterThan(numbers._numbers.AsInt32(), Vector256.Create((int)other)).AsUInt32());

        public static Lanes256 Rotated(Lanes256 numbers, uint bits) => new((numbers._numbers << (int)bits) | (numbers._numbers >>> (32 - (int)bits)));

        public static Lanes256 operator +(Lanes256 one, Lanes256 other) => new(one._numbers + other._numbers);

        public static Lanes256 operator &(Lanes256 one, Lanes256 other) => new(one._numbers & other._numbers);

        public static Lanes256 Chosen(Lanes256 mask, Lanes256 one, Lanes256 other) =>
            new(Vector256.ConditionalSelect(mask._numbers, one._numbers, other._numbers));

        public static Lanes256 Odd(Lanes256 b, Lanes256 c, Lanes256 d) => new(b._numbers ^ c._numbers ^ d._numbers);

        public static Lanes256 Last(Lanes256 b, Lanes256 c, Lanes256 d) => new(c._numbers ^ (b._numbers | ~d._numbers));

        public void Store(uint* target) => _numbers.Store(target);
    }

    // Three numbers at a time are mixed by the table of what comes of three bits.
    private readonly unsafe struct Lanes512(Vector512<uint> numbers) : ILanes<Lanes512>
    {
        private readonly Vector512<uint> _numbers = numbers;

        public static int Count => Vector512<uint>.Count;

        public static Lanes512 Load(uint* numbers) => new(Vector512.Load(numbers));

        public static Lanes512 Of(uint number) => new(Vector512.Create(number));

        public static Lanes512 Above(Lanes512 numbers, uint other) => new(Vector512.GreaterThan(numbers._numbers.AsInt32(), Vector512.Create((int)other)).AsUInt32());

        public static Lanes512 Rotated(Lanes512 numbers, uint bits) => new(Avx512F.RotateLeftVariable(numbers._numbers, Vector512.Create(bits)));

        public static Lanes512 operator +(Lanes512 one, Lanes512 other) => new(one._numbers + other._numbers);

        public static Lanes512 operator &(Lanes512 one, Lanes512 other) => new(one._numbers & other._numbers);

        public static Lanes512 Chosen(Lanes512 mask, Lanes512 one, Lanes512 other) =>
            new(Vector512.ConditionalSelect(mask._numbers, one._numbers, other._numbers));

        public static Lanes512 Odd(Lanes512 b, Lanes512 c, Lanes512 d) => new(Avx512F.TernaryLogic(b._numbers, c._numbers, d._numbers, 0x96));

        public static Lanes512 Last(Lanes512 b, Lanes512 c, Lanes512 d) => new(Avx512F.TernaryLogic(b._numbers, c._numbers, d._numbers, 0x39));

        public void Store(uint* target) => _numbers.Store(target);
    }
}
