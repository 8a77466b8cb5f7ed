using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.Inference.Latency;

/// <summary>All architectures of a space in the official order, where no archive is at hand.</summary>
/// <param name="space">The space.</param>
public sealed class SpaceArchitectures(SearchSpace space)
{
    private readonly int[] _codes = space == SearchSpace.Topology ? TopologyOrder.Codes() : [.. Enumerable.Range(0, SizeNetwork.Count)];

    /// <summary>The space.</summary>
    public SearchSpace Space => space;

    /// <summary>How many there are: 15,625 or 32,768.</summary>
    public int Count => _codes.Length;

    /// <summary>The text of an architecture.</summary>
    /// <param name="index">Its index, 0 to <see cref="Count"/> - 1.</param>
    public string this[int index] =>
        space == SearchSpace.Topology ? TopologyCell.FromCode(_codes[index]).ToString() : SizeNetwork.FromCode(_codes[index]).ToString();

    /// <summary>The index that a text, or a number, names.</summary>
    /// <exception cref="NatsBenchException">It names none of the space.</exception>
    public int IndexOf(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length > 0 && word.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            return int.TryParse(word, out int index) && index < Count ? index : throw new NatsBenchException($"architecture {Printable.Of(word)} is outside 0..{Count - 1}");
        int code = space == SearchSpace.Topology ? TopologyCell.Parse(word).Code : SizeNetwork.Parse(word).Code;
        return Array.IndexOf(_codes, code);
    }

    /// <summary>The network of an architecture.</summary>
    /// <param name="index">Its index, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="classes">Number of classes.</param>
    public NetworkGraph Network(int index, int classes) => space == SearchSpace.Topology
        ? CellNetworks.Of(TopologyCell.FromCode(_codes[index]), classes)
        : CellNetworks.Of(SizeNetwork.FromCode(_codes[index]), classes);

    /// <summary>The network of an architecture, fresh from a seed and ready to run.</summary>
    /// <param name="index">Its index, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="images">The images that it is given, and their classes.</param>
    /// <param name="seed">Of its weights, as <see cref="DefaultInitialisation"/> has it.</param>
    /// <param name="model">How it becomes a model, for the side of the images.</param>
    /// <param name="options">How it is run; messages call it by its text.</param>
    /// <exception cref="NatsBenchException">The provider is refused, or cannot compute it.</exception>
    public INetworkRunner LoadFresh(int index, ImageStatistics images, long seed, OnnxOptions model, RunnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return NetworkRunner.Load(
            OnnxExport.ToArray(Network(index, images.Classes).Initialise(seed), model with { ImageSide = images.Side }), options with { Name = this[index] });
    }
}
