using System.Globalization;

namespace NatsBench.Fast.Conversion.Export;

/// <summary>The keys <c>set@epoch</c>; the official ones made once.</summary>
internal static class EpochKeys
{
    private const int Epochs = 200;

    private static readonly Dictionary<string, string[]> Keys = new[] { "x-valid", "x-test", "ori-test" }.ToDictionary(
        set => set,
        set => Enumerable.Range(0, Epochs).Select(epoch => string.Create(CultureInfo.InvariantCulture, $"{set}@{epoch}")).ToArray());

    /// <summary>The key of a set at an epoch.</summary>
    public static string Of(string set, int epoch) =>
        epoch < Epochs && Keys.TryGetValue(set, out string[]? keys) ? keys[epoch] : string.Create(CultureInfo.InvariantCulture, $"{set}@{epoch}");
}
