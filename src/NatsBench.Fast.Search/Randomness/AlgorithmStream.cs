using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Randomness;

/// <summary>What an algorithm draws for itself: from the same as <see cref="TrialWorld"/>, and from its name and hyper-parameters.</summary>
internal static class AlgorithmStream
{
    /// <summary>The key that the streams of all trials share.</summary>
    public static ulong KeyOf(ulong rootSeed, SearchSpace space, string dataset, string algorithm, string parameters) =>
        StreamKey.Derive(
            StreamKey.Derive(
                StreamKey.Derive(StreamKey.Derive(StreamKey.Derive(rootSeed, "algorithm"), space.ShortName()), dataset), algorithm),
            parameters);

    /// <summary>The stream of a trial.</summary>
    public static SplitMix64 OfTrial(ulong sharedKey, long trial) => new(StreamKey.Derive(sharedKey, (ulong)trial));
}
