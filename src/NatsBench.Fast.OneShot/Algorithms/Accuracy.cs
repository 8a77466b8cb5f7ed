using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>Accuracies in percent, in float32 whatever the precision, as the original has them: a count times 100/batch.</summary>
internal static class Accuracy
{
    /// <summary>How often the class is the best, and among the best five; scalars on the device, in the caller's scope.</summary>
    public static (Tensor Top1, Tensor Top5) Of(Tensor logits, Tensor labels)
    {
        int best = (int)Math.Min(5, logits.shape[1]);
        (_, Tensor places) = logits.detach().topk(best, 1);
        Tensor isRight = places.eq(labels.view(-1, 1));
        float scale = (float)(100.0 / labels.shape[0]);
        return (isRight.narrow(1, 0, 1).sum().to(ScalarType.Float32).TimesInPlace(scale), isRight.sum().to(ScalarType.Float32).TimesInPlace(scale));
    }
}
