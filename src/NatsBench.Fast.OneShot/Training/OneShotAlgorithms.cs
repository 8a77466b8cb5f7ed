using NatsBench.Fast.Model;

namespace NatsBench.Fast.OneShot.Training;

/// <summary>Names of the weight-sharing searches, and the space that each searches.</summary>
public static class OneShotAlgorithms
{
    /// <summary>All nine, in the order of the paper's tables.</summary>
    public static IReadOnlyList<OneShotAlgorithm> All { get; } = Enum.GetValues<OneShotAlgorithm>();

    /// <summary>The original's name, such as <c>darts-v1</c>.</summary>
    public static string OfficialName(this OneShotAlgorithm algorithm) => algorithm switch
    {
        OneShotAlgorithm.Rsps => "random",
        OneShotAlgorithm.DartsFirstOrder => "darts-v1",
        OneShotAlgorithm.DartsSecondOrder => "darts-v2",
        OneShotAlgorithm.Gdas => "gdas",
        OneShotAlgorithm.Setn => "setn",
        OneShotAlgorithm.Enas => "enas",
        OneShotAlgorithm.ChannelInterpolation => "tas",
        OneShotAlgorithm.MaskGumbel => "mask_gumbel",
        OneShotAlgorithm.MaskSampling => "mask_rl",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not one of the nine weight-sharing searches"),
    };

    /// <summary>The paper's name, such as <c>DARTS (1st)</c>.</summary>
    public static string PaperName(this OneShotAlgorithm algorithm) => algorithm switch
    {
        OneShotAlgorithm.Rsps => "RSPS",
        OneShotAlgorithm.DartsFirstOrder => "DARTS (1st)",
        OneShotAlgorithm.DartsSecondOrder => "DARTS (2nd)",
        OneShotAlgorithm.Gdas => "GDAS",
        OneShotAlgorithm.Setn => "SETN",
        OneShotAlgorithm.Enas => "ENAS",
        OneShotAlgorithm.ChannelInterpolation => "channel-wise interpolation",
        OneShotAlgorithm.MaskGumbel => "masking + Gumbel-Softmax",
        OneShotAlgorithm.MaskSampling => "masking + sampling",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not one of the nine weight-sharing searches"),
    };

    /// <summary>The space that it searches: the first six topology, the last three size.</summary>
    public static SearchSpace Space(this OneShotAlgorithm algorithm) =>
        algorithm < OneShotAlgorithm.ChannelInterpolation ? SearchSpace.Topology : SearchSpace.Size;

    /// <summary>What departs from the original where it departs from its own paper, or from good sense; <see cref="SearchVariant.Paper"/> comes first.</summary>
    public static IReadOnlyList<SearchVariant> Variants(this OneShotAlgorithm algorithm) => algorithm switch
    {
        OneShotAlgorithm.Rsps or OneShotAlgorithm.DartsFirstOrder or OneShotAlgorithm.Setn or OneShotAlgorithm.Enas => [SearchVariant.Paper, SearchVariant.Sound],
        OneShotAlgorithm.DartsSecondOrder => [SearchVariant.Paper, SearchVariant.Sound, SearchVariant.Exact],
        _ => [SearchVariant.Paper],
    };

    /// <summary>Reads an official name; false if it is none of the nine.</summary>
    public static bool TryParse(string? name, out OneShotAlgorithm algorithm)
    {
        foreach (OneShotAlgorithm one in All)
            if (one.OfficialName() == name)
            {
                algorithm = one;
                return true;
            }
        algorithm = default;
        return false;
    }
}
