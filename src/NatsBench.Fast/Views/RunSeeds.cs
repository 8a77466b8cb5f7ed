using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Views;

/// <summary>
/// The seeds of many runs. Tables have few different ones, so that a byte a run tells which it is: a column of whole seeds would not stay in
/// the nearest caches beside what trainings read. Immutable, thread-safe.
/// </summary>
internal sealed class RunSeeds
{
    private const byte Unknown = byte.MaxValue;

    private readonly byte[] _places;
    private readonly long[] _seeds;

    /// <param name="runs">The seed of each run; null where there is none.</param>
    public RunSeeds(ReadOnlySpan<long?> runs)
    {
        Dictionary<long, byte> places = [];
        _places = new byte[runs.Length];
        for (int run = 0; run < runs.Length; run++)
        {
            byte place = Unknown;
            if (runs[run] is { } seed && !places.TryGetValue(seed, out place))
            {
                place = (byte)int.Min(places.Count, Unknown);
                if (place != Unknown)
                    places.Add(seed, place);
            }
            _places[run] = place;
        }
        _seeds = [.. places.Keys];
    }

    /// <summary>Bytes in memory.</summary>
    public long Bytes => _places.Length + (long)sizeof(long) * _seeds.Length;

    /// <summary>Tells the seed of a run; false where it is not known here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(uint run, out long seed)
    {
        int place = _places[run];
        bool isKnown = place < _seeds.Length;
        seed = isKnown ? _seeds[place] : 0;
        return isKnown;
    }
}
