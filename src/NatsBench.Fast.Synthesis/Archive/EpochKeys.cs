using System.Globalization;

namespace NatsBench.Fast.Synthesis.Archive;

/// <summary>The official keys <c>set@epoch</c>, made once.</summary>
internal static class EpochKeys
{
    private const int Epochs = 200;

    private static readonly Dictionary<string, string[]> Keys = new[] { "x-valid", "x-test", "ori-test" }.ToDictionary(
        set => set,
        set => Enumerable.Range(0, Epochs).Select(epoch => string.Create(CultureInfo.InvariantCulture, $"{set}@{epoch}")).ToArray());

    /// <summary>The key of a set at an epoch.</summary>
    public static string Of(string set, int epoch) => Keys[set][epoch];
}
