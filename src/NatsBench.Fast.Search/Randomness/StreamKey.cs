using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Randomness;

/// <summary>Keys of random streams: equal names give equal keys on any machine, and each name changes all bits.</summary>
internal static class StreamKey
{
    /// <summary>A key from another one and a text.</summary>
    public static ulong Derive(ulong key, ReadOnlySpan<char> name)
    {
        // The length keeps two texts in a row from reading as others that join to the same.
        key = Derive(key, (ulong)name.Length);
        foreach (char character in name)
            key = Derive(key, character);
        return key;
    }

    /// <summary>A key from another one and a number.</summary>
    public static ulong Derive(ulong key, ulong number) => SplitMix64.At(key ^ SplitMix64.At(0, number), 0);
}
