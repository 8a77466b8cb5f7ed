using NatsBench.Fast.Model;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>What a model says about itself, in its metadata; what is left out stays absent.</summary>
public sealed record OnnxLabels
{
    /// <summary>The architecture's text, as <c>architecture</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>What it was trained on, as <c>dataset</c>.</summary>
    public Dataset? Dataset { get; init; }

    /// <summary>How it was trained, as <c>hp</c>.</summary>
    public TrainingSetting? Setting { get; init; }

    /// <summary>The training's seed, as <c>seed</c>.</summary>
    public long? Seed { get; init; }

    /// <summary>Where the weights come from, such as <c>archive</c> or <c>initialisation 7</c>, as <c>weights</c>. No path of this machine belongs in a model.</summary>
    public string? Weights { get; init; }
}
