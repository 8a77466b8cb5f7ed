using System.Globalization;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>What the words of a command line mean for a benchmark.</summary>
internal static class Choices
{
    /// <summary>The architecture that an index or a text names.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static int Architecture(NatsBenchmark bench, string indexOrText)
    {
        if (!int.TryParse(indexOrText, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return bench.IndexOf(indexOrText);
        _ = bench.Architecture(index);
        return index;
    }

    /// <summary>The setting that was named, or the full training of the space.</summary>
    public static TrainingSetting Setting(NatsBenchmark bench, string? key) =>
        key is null ? bench.Space.FullTraining() : new TrainingSetting(key);

    /// <summary>Names the setting, and says so where nobody chose it.</summary>
    public static string Describe(TrainingSetting setting, string? key) =>
        key is null ? $"setting {setting} (the full training; --hp chooses another)" : $"setting {setting}";
}
