namespace NatsBench.Fast.Native.Interop;

/// <summary>Epochs and seeds across the interface, which has no null.</summary>
internal static class Epochs
{
    /// <summary><c>NBF_LAST_EPOCH</c>.</summary>
    public const int Last = int.MinValue;

    /// <summary><c>NBF_MEAN</c>: the mean over all seeds instead of one.</summary>
    public const long Mean = long.MinValue;

    public static int? Of(int epoch) => epoch == Last ? null : epoch;

    public static long? Seed(long seed) => seed == Mean ? null : seed;
}
