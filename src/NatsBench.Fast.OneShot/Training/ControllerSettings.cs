namespace NatsBench.Fast.OneShot.Training;

/// <summary>How ENAS's controller learns after each epoch.</summary>
public sealed record ControllerSettings
{
    /// <summary>Steps of its optimiser an epoch.</summary>
    public int Updates { get; init; } = 50;

    /// <summary>Sampled architectures a step.</summary>
    public int Samples { get; init; } = 20;

    /// <summary>How much of the baseline stays.</summary>
    public double BaselineDecay { get; init; } = 0.99;

    /// <summary>How much the entropy counts in the reward.</summary>
    public double EntropyWeight { get; init; } = 1e-4;

    /// <summary>The largest norm of the gradient.</summary>
    public double Clip { get; init; } = 5;
}
