using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Randomness;

/// <summary>
/// What a trial meets, whatever the algorithm: which stored seed the i-th training of an architecture draws, the seed of the whole
/// trial, and the initial random architectures. It depends on root seed, space, dataset and number of the trial alone, so trial i of two
/// algorithms is a pair. Random access: nothing depends on the order of asking.
/// </summary>
public readonly struct TrialWorld
{
    /// <summary>From which bit on a place says how often its architecture was trained before.</summary>
    internal const int BitsOfArchitecture = 16;

    private readonly ulong _key;

    private TrialWorld(ulong key) => _key = key;

    /// <summary>The world of a trial.</summary>
    /// <param name="rootSeed">The study's.</param>
    /// <param name="space">The search space.</param>
    /// <param name="dataset">The dataset searched on.</param>
    /// <param name="trial">0, 1, …</param>
    public static TrialWorld Of(ulong rootSeed, SearchSpace space, string dataset, long trial) => OfTrial(KeyOf(rootSeed, space, dataset), trial);

    /// <summary>The key that the worlds of all trials share.</summary>
    internal static ulong KeyOf(ulong rootSeed, SearchSpace space, string dataset) =>
        StreamKey.Derive(StreamKey.Derive(StreamKey.Derive(rootSeed, "world"), space.ShortName()), dataset);

    internal static TrialWorld OfTrial(ulong sharedKey, long trial) => new(StreamKey.Derive(sharedKey, (ulong)trial));

    /// <summary>The 32 bits that choose the seed of the trial, where a trial keeps to one.</summary>
    public uint TrialDraw => (uint)(SplitMix64.At(_key, 0) >> 32);

    /// <summary>The initial random architectures: a sequence of its own.</summary>
    public SplitMix64 Designs => new(SplitMix64.At(_key, 1));

    /// <summary>The key of the draws of the trial.</summary>
    internal ulong DrawKey => SplitMix64.At(_key, 2);

    /// <summary>The 32 bits that choose the stored seed of a training.</summary>
    /// <param name="architecture">Its index.</param>
    /// <param name="earlier">How often the trial trained it before.</param>
    public uint Draw(int architecture, long earlier) => Draw(DrawKey, architecture, earlier);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Draw(ulong drawKey, int architecture, long earlier) => (uint)(SplitMix64.At(drawKey, PlaceOf(architecture, earlier)) >> 32);

    /// <summary>The draws of the first trainings of many architectures.</summary>
    internal static void Draw(ulong drawKey, ReadOnlySpan<int> architectures, Span<uint> draws) =>
        SplitMix64.Fill(drawKey, MemoryMarshal.Cast<int, uint>(architectures), draws);

    // A hash of architecture and number: the place in one sequence, so every training of every architecture has its own number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong PlaceOf(int architecture, long earlier) => ((ulong)earlier << BitsOfArchitecture) | (uint)architecture;
}
