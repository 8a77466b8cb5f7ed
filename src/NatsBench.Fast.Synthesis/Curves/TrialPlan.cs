using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Curves;

/// <summary>Everything that decides a synthetic trial.</summary>
internal sealed class TrialPlan
{
    public required SettingPlan Setting { get; init; }

    public required TrainingSet Set { get; init; }

    public required int Seed { get; init; }

    public required TrialCost Cost { get; init; }

    public required IReadOnlyList<ConfigEntry> Config { get; init; }

    /// <summary>Final accuracy to come near on each of <see cref="TrainingSet.Evaluations"/>, percent; null for a cell without a path from input to output, which guesses.</summary>
    public required double[]? Finals { get; init; }

    /// <summary>Key of this trial's noise.</summary>
    public required NoiseKey Noise { get; init; }

    /// <summary>What the file is to hold: curves that it leaves out are made for the last epoch alone.</summary>
    public required TableContents Contents { get; init; }

    /// <summary>First epoch whose losses are missing, or null.</summary>
    public int? LossesEndAt { get; init; }
}
