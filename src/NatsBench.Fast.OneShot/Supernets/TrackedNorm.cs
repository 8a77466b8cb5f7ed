using NatsBench.Fast.OneShot.Engine;

namespace NatsBench.Fast.OneShot.Supernets;

/// <summary>A batch normalisation with parameters and running statistics.</summary>
/// <param name="Weight">The view of its factors.</param>
/// <param name="Bias">The view of its shifts.</param>
/// <param name="Statistics">The place of its statistics.</param>
internal readonly record struct TrackedNorm(int Weight, int Bias, int Statistics)
{
    /// <summary>Appends its parameters and statistics.</summary>
    public static TrackedNorm Append(ParameterLayout layout, RunningStatistics statistics, string path, long channels) =>
        new(layout.Add($"{path}.weight", channels), layout.Add($"{path}.bias", channels), statistics.Add(path, channels));
}
