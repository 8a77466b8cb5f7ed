using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Replay;

/// <summary>
/// How far a replay may be from its trace: of scalars and norms in proportion to the larger of 1 and their size, of tensors in proportion
/// to their largest element. ENAS's controller and masking with sampling go by accuracies that are float32 in every precision.
/// </summary>
internal sealed record Tolerances
{
    public required double Loss { get; init; }

    public required double Weight { get; init; }

    public required double Gradient { get; init; }

    public required double ArchGradient { get; init; }

    public required double Arch { get; init; }

    public required double Controller { get; init; }

    /// <summary>Of architecture parameters: the tolerance is a difference, whatever their size.</summary>
    public bool IsArchAbsolute { get; init; }

    public static Tolerances Of(OneShotAlgorithm algorithm, bool isDouble)
    {
        if (!isDouble)
            return new() { Loss = 1e-5, Weight = 1e-4, Gradient = 5e-3, ArchGradient = 5e-3, Arch = 2e-5, Controller = 1e-4, IsArchAbsolute = true };
        double arch = algorithm is OneShotAlgorithm.MaskSampling or OneShotAlgorithm.Enas ? 1e-5 : 1e-9;
        return new() { Loss = 1e-9, Weight = 1e-9, Gradient = 1e-9, ArchGradient = arch, Arch = arch, Controller = 1e-5 };
    }
}
