using NatsBench.Fast.OneShot.Engine;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>The straight-through estimator: a hard choice with the gradient of the relaxed one.</summary>
internal static class StraightThrough
{
    /// <summary>1 at the chosen place of each row and 0 elsewhere, with the gradient of <paramref name="relaxed"/>.</summary>
    /// <param name="relaxed">[rows, choices].</param>
    /// <param name="places">[rows], int64.</param>
    public static Tensor Of(Tensor relaxed, Tensor places)
    {
        Tensor constant = relaxed.detach();
        Tensor columns = places.unsqueeze(1);
        Tensor hard = zeros_like(constant).scatter_(1, columns, ones_like(columns).to(constant.dtype));
        return (hard - constant).Plus(relaxed);
    }
}
