using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>The largest network of a space, its weights in memory, as the bytes of an ONNX model.</summary>
internal sealed class ExportFigures(SearchSpace space)
{
    private readonly TrainedNetwork _network = Largest(space).Initialise(seed: 777);

    public IEnumerable<Figure> All()
    {
        string name = space.ShortName();
        yield return Export($"export.{name}.folded", new OnnxOptions());
        yield return Export($"export.{name}.plain", new OnnxOptions { FoldBatchNorm = false });
        yield return Export($"export.{name}.half", new OnnxOptions { Half = true });
    }

    private Figure Export(string name, OnnxOptions options)
    {
        // Folded weights are as many numbers as the network's, but for one a channel.
        long least = _network.Graph.Parameters * (options.Half ? 2 : 4) * 9 / 10;
        return new Figure(name, TimeUnit.Milliseconds, 1, () =>
        {
            byte[] model = OnnxExport.ToArray(_network, options);
            return model.Length >= least ? model.Length : throw new InvalidOperationException($"{name}: a model of {model.Length} bytes lacks weights");
        });
    }

    private static NetworkGraph Largest(SearchSpace space) => space == SearchSpace.Topology
        ? CellNetworks.Of(new TopologyCell([.. Enumerable.Repeat(CellOperation.NorConv3x3, TopologyCell.EdgeCount)]), classes: 10)
        : CellNetworks.Of(SizeNetwork.Parse("64:64:64:64:64"), classes: 10);
}
