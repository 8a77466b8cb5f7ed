using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>A network that a command line names, before its weights are read.</summary>
/// <param name="Name">What it is called in messages and files, such as <c>000284-12-cifar10-777</c>.</param>
/// <param name="Text">The architecture's text.</param>
/// <param name="Dataset">What it was trained on, or is for; null where nothing says it.</param>
/// <param name="Load">Reads the weights and puts them into the network.</param>
internal sealed record ChosenNetwork(string Name, string Text, Dataset? Dataset, Func<TrainedNetwork> Load)
{
    /// <summary>Index of the architecture, where it is known.</summary>
    public int? Architecture { get; init; }

    /// <summary>How it was trained; null for one that was not.</summary>
    public TrainingSetting? Setting { get; init; }

    /// <summary>The training's seed; null for one that was not trained.</summary>
    public long? Seed { get; init; }

    /// <summary>Where the weights are from, without folders of this machine.</summary>
    public required string Weights { get; init; }
}
