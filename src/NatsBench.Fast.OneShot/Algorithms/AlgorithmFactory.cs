using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Algorithms;

internal static class AlgorithmFactory
{
    /// <summary>The algorithm of a scene's settings.</summary>
    public static Algorithm Create(SearchScene scene) => scene.Settings.Algorithm switch
    {
        OneShotAlgorithm.Rsps => new Rsps(scene),
        OneShotAlgorithm.DartsFirstOrder => new Darts(scene),
        OneShotAlgorithm.DartsSecondOrder => new DartsSecondOrder(scene),
        OneShotAlgorithm.Gdas => new Gdas(scene),
        OneShotAlgorithm.Setn => new Setn(scene),
        OneShotAlgorithm.Enas => new Enas(scene),
        OneShotAlgorithm.ChannelInterpolation => new ChannelInterpolation(scene),
        OneShotAlgorithm.MaskGumbel => new MaskGumbel(scene),
        OneShotAlgorithm.MaskSampling => new MaskSampling(scene),
        var other => throw new ArgumentOutOfRangeException(nameof(scene), other, "not one of the nine weight-sharing searches"),
    };
}
