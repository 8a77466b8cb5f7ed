using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Model;

/// <summary>
/// <see cref="ModuleHashing"/> of many modules at a time. A vertex's text has the same length in each round, for its neighbours stay: the
/// vertices of all modules are put in the order of those lengths once, and are digested by the lanes of a vector, whichever module they are of.
/// </summary>
internal static unsafe class ModuleHashLanes
{
    // Modules at a time: what they need fits a processor's first cache.
    private const int Modules = 64;

    // Places a module has: seven vertices and one that no vertex has.
    private const int Places = 8;

    private const int HexLength = 32;

    // The longest text: seven hashes in quotes with commas, 252 bytes, five blocks with the padding.
    private const int PartBytes = 5 * Md5Lanes.BlockBytes;

    // In a byte of each place, all bits where the bit of that place is set.
    private static readonly ulong[] Spread = [.. Enumerable.Range(0, 1 << ModuleGraph.MaxVertices).Select(bits =>
        Enumerable.Range(0, ModuleGraph.MaxVertices).Where(place => ((bits >> place) & 1) != 0).Aggregate(0UL, (all, place) => all | 0xffUL << 8 * place))];

    /// <summary>The hashes of modules. Allocates nothing.</summary>
    /// <param name="graphs">The modules.</param>
    /// <param name="hashes">Receives their hashes.</param>
    [SkipLocalsInit]
    public static void Of(ReadOnlySpan<ModuleGraph> graphs, Span<ModuleHash> hashes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashes.Length, graphs.Length);
        Span<ModuleGraph> chosen = stackalloc ModuleGraph[Modules];
        Span<int> indices = stackalloc int[Modules];
        Unsafe.SkipInit(out State state);
        for (int vertices = 2; vertices <= ModuleGraph.MaxVertices; vertices++)
        {
            // Modules of as many vertices have as many rounds.
            int count = 0;
            for (int index = 0; index < graphs.Length; index++)
            {
                if (graphs[index].Vertices != vertices)
                    continue;
                (chosen[count], indices[count]) = (graphs[index], index);
                if (++count < Modules)
                    continue;
                Hash(&state, chosen, vertices, indices, hashes);
                count = 0;
            }
            if (count > 0)
                Hash(&state, chosen[..count], vertices, indices, hashes);
        }
    }

    private static void Hash(State* state, ReadOnlySpan<ModuleGraph> graphs, int vertices, ReadOnlySpan<int> indices, Span<ModuleHash> hashes)
    {
        Span<byte> texts = new(state->Texts, Md5Lanes.Count * PartBytes), digests = new(state->Digests, Md5Lanes.Count * Md5Lanes.DigestBytes);
        Span<int> blocks = new(state->Blocks, Md5Lanes.Count);
        Begin(state, graphs, vertices);
        int all = graphs.Length * vertices;
        for (int round = 0; round < vertices; round++)
        {
            for (int module = 0; module < graphs.Length; module++)
                Order(state, module * Places, vertices);
            for (int first = 0; first < all; first += Md5Lanes.Count)
            {
                ushort* slots = state->Slots + first;
                int count = int.Min(Md5Lanes.Count, all - first);
                blocks[count..].Clear();
                for (int lane = 0; lane < count; lane++)
                    blocks[lane] = Write(state, slots[lane], state->Texts + lane * PartBytes);
                Md5Lanes.Hash(texts, blocks, digests);
                ulong* digest = (ulong*)state->Digests;
                for (int lane = 0; lane < count; lane++)
                {
                    state->High[slots[lane]] = BinaryPrimitives.ReverseEndianness(digest[2 * lane]);
                    state->Low[slots[lane]] = BinaryPrimitives.ReverseEndianness(digest[2 * lane + 1]);
                }
            }
        }
        for (int first = 0; first < graphs.Length; first += Md5Lanes.Count)
        {
            int count = int.Min(Md5Lanes.Count, graphs.Length - first);
            blocks[count..].Clear();
            for (int lane = 0; lane < count; lane++)
            {
                int place = (first + lane) * Places;
                Order(state, place, vertices);
                Span<byte> text = texts.Slice(lane * PartBytes, PartBytes);
                blocks[lane] = Md5Lanes.Pad(text, List(text, new ReadOnlySpan<byte>(state->Hex + place * HexLength, vertices * HexLength)));
            }
            Md5Lanes.Hash(texts, blocks, digests);
            for (int lane = 0; lane < count; lane++)
                hashes[indices[first + lane]] = new ModuleHash(BinaryPrimitives.ReadUInt128BigEndian(digests[(lane * Md5Lanes.DigestBytes)..]));
        }
    }

    // First hashes, neighbours, and the vertices in the order of how many neighbours they have.
    private static void Begin(State* state, ReadOnlySpan<ModuleGraph> graphs, int vertices)
    {
        Span<int> starts = stackalloc int[Places * Places + 1];
        starts.Clear();
        for (int module = 0; module < graphs.Length; module++)
        {
            ModuleGraph graph = graphs[module];
            int place = module * Places;
            new Span<byte>(state->Sources + place, Places).Clear();
            for (int vertex = 0; vertex < vertices; vertex++)
            {
                int targets = graph.Targets(vertex);
                state->Targets[place + vertex] = (byte)targets;
                for (int to = vertex + 1; to < vertices; to++)
                    state->Sources[place + to] |= (byte)(((targets >> to) & 1) << vertex);
            }
            for (int vertex = 0; vertex < vertices; vertex++)
            {
                int incoming = int.PopCount(state->Sources[place + vertex]), outgoing = int.PopCount(state->Targets[place + vertex]);
                UInt128 hash = ModuleHashing.First(outgoing, incoming, ModuleHashing.LabelOf(graph, vertex));
                (state->High[place + vertex], state->Low[place + vertex]) = ((ulong)(hash >> 64), (ulong)hash);
                int kind = (incoming + outgoing) * Places + incoming;
                state->Kinds[place + vertex] = (byte)kind;
                starts[kind + 1]++;
            }
            // A place that no vertex has comes after all others.
            for (int vertex = vertices; vertex < Places; vertex++)
                state->High[place + vertex] = state->Low[place + vertex] = ulong.MaxValue;
        }
        for (int kind = 0; kind < Places * Places; kind++)
            starts[kind + 1] += starts[kind];
        for (int module = 0; module < graphs.Length; module++)
            for (int place = module * Places; place < module * Places + vertices; place++)
                state->Slots[starts[state->Kinds[place]]++] = (ushort)place;
    }

    // Writes a module's hashes in their order, and for each vertex which of them are its neighbours'.
    [SkipLocalsInit]
    private static void Order(State* state, int place, int vertices)
    {
        Vector512<ulong> high = Vector512.Load(state->High + place), low = Vector512.Load(state->Low + place), rank = Vector512<ulong>.Zero;
        Vector512<ulong> own = Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        for (int vertex = 0; vertex < vertices; vertex++)
        {
            // Equal hashes are in the order of their vertices.
            Vector512<ulong> oneHigh = Vector512.Create(state->High[place + vertex]), oneLow = Vector512.Create(state->Low[place + vertex]);
            Vector512<ulong> isBefore = Vector512.LessThan(oneLow, low) | (Vector512.Equals(oneLow, low) & Vector512.LessThan(Vector512.Create((ulong)vertex), own));
            rank -= Vector512.LessThan(oneHigh, high) | (Vector512.Equals(oneHigh, high) & isBefore);
        }
        ulong* ranks = stackalloc ulong[Places];
        rank.Store(ranks);
        // In a byte of each vertex the bit of its rank.
        ulong bits = 0;
        for (int vertex = 0; vertex < vertices; vertex++)
        {
            int at = (int)ranks[vertex];
            bits |= 1UL << (8 * vertex + at);
            state->Ranks[place + vertex] = (byte)at;
            WriteHex(state->High[place + vertex], state->Low[place + vertex], state->Hex + (place + at) * HexLength);
        }
        ref ulong spread = ref MemoryMarshal.GetArrayDataReference(Spread);
        for (int vertex = place; vertex < place + vertices; vertex++)
        {
            // The bits of the chosen bytes in one: a sum, for no two are equal.
            state->SourceRanks[vertex] = (byte)((bits & Unsafe.Add(ref spread, state->Sources[vertex])) * 0x0101010101010101 >> 56);
            state->TargetRanks[vertex] = (byte)((bits & Unsafe.Add(ref spread, state->Targets[vertex])) * 0x0101010101010101 >> 56);
        }
    }

    // A vertex's text, padded.
    private static int Write(State* state, int slot, byte* text)
    {
        byte* hexes = state->Hex + (slot & -Places) * HexLength, at = text;
        for (uint ranks = state->SourceRanks[slot]; ranks != 0; ranks &= ranks - 1, at += HexLength)
            Vector256.Load(hexes + BitOperations.TrailingZeroCount(ranks) * HexLength).Store(at);
        *at++ = (byte)'|';
        for (uint ranks = state->TargetRanks[slot]; ranks != 0; ranks &= ranks - 1, at += HexLength)
            Vector256.Load(hexes + BitOperations.TrailingZeroCount(ranks) * HexLength).Store(at);
        *at++ = (byte)'|';
        Vector256.Load(hexes + state->Ranks[slot] * HexLength).Store(at);
        at += HexLength;
        // Four blocks at most: zeros may go beyond the padding, and not beyond the part.
        Vector256<byte>.Zero.Store(at);
        Vector256<byte>.Zero.Store(at + HexLength);
        *at = 0x80;
        int length = (int)(at - text), blocks = (length + 1 + sizeof(ulong) + Md5Lanes.BlockBytes - 1) / Md5Lanes.BlockBytes;
        Unsafe.WriteUnaligned(text + blocks * Md5Lanes.BlockBytes - sizeof(ulong), 8UL * (uint)length);
        return blocks;
    }

    // "['00…', '0f…']"
    private static int List(Span<byte> text, ReadOnlySpan<byte> hexes)
    {
        int length = 0;
        text[length++] = (byte)'[';
        for (; !hexes.IsEmpty; hexes = hexes[HexLength..])
        {
            if (length > 1)
            {
                text[length++] = (byte)',';
                text[length++] = (byte)' ';
            }
            text[length++] = (byte)'\'';
            hexes[..HexLength].CopyTo(text[length..]);
            length += HexLength;
            text[length++] = (byte)'\'';
        }
        text[length++] = (byte)']';
        return length;
    }

    private static void WriteHex(ulong high, ulong low, byte* text)
    {
        Vector128<byte> bytes = Vector128.Create(BinaryPrimitives.ReverseEndianness(high), BinaryPrimitives.ReverseEndianness(low)).AsByte();
        Vector256<ushort> wide = Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
        Vector256<byte> digits = ((wide >>> 4) | ((wide & Vector256.Create((ushort)0xf)) << 8)).AsByte();
        Vector256<byte> letters = Vector256.GreaterThan(digits.AsSByte(), Vector256.Create((sbyte)9)).AsByte() & Vector256.Create((byte)('a' - '0' - 10));
        (digits + Vector256.Create((byte)'0') + letters).Store(text);
    }

    // By place of a vertex, but for the slots, which are the places in their order, and what the lanes are given.
    private struct State
    {
        public fixed ulong High[Modules * Places];
        public fixed ulong Low[Modules * Places];
        public fixed byte Sources[Modules * Places];
        public fixed byte Targets[Modules * Places];
        public fixed byte Ranks[Modules * Places];
        public fixed byte SourceRanks[Modules * Places];
        public fixed byte TargetRanks[Modules * Places];
        public fixed byte Kinds[Modules * Places];
        public fixed byte Hex[Modules * Places * HexLength];
        public fixed ushort Slots[Modules * Places];
        public fixed byte Texts[Md5Lanes.Count * PartBytes];
        public fixed int Blocks[Md5Lanes.Count];
        public fixed byte Digests[Md5Lanes.Count * Md5Lanes.DigestBytes];
    }
}
