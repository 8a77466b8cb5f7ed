using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>Gumbel noise on log-probabilities.</summary>
internal static class Gumbel
{
    /// <summary>(log_softmax(rows) + Gumbel noise) / τ; drawn again should any be infinite or not a number.</summary>
    /// <param name="scene">Whose draws and temperature.</param>
    /// <param name="rows">[rows, choices].</param>
    public static Tensor Sample(SearchScene scene, Tensor rows)
    {
        Tensor logProbabilities = rows.log_softmax(1);
        double[] noise = new double[rows.numel()];
        do
            scene.Draws.Exponential(DrawPurpose.Noise, noise);
        while (!noise.All(value => value > 0 && double.IsFinite(value)));
        for (int i = 0; i < noise.Length; i++)
            noise[i] = -Math.Log(noise[i]);
        return logProbabilities.Plus(tensor(noise, rows.shape, scene.Type, scene.Device)).Over(scene.Tau);
    }
}
