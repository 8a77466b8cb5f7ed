using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

public sealed class NetworksExampleTests
{
    // The architecture that the example asks for.
    private const int Index = 284;

    [Fact]
    public void The_example_runs_and_says_what_it_claims()
    {
        using TemporaryFolder folder = new();
        ExampleFile.Write(folder["a.natsb"], Index);
        StringWriter output = new() { NewLine = "\n" };
        using (NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]))
            NetworksExample.Run(bench, output);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["101306 parameters, 11715210 multiply-adds", "stem.0.weight [16, 3, 3, 3]"], lines[..2]);
        Assert.Equal("classifier.bias [10]", lines[^1]);
    }

    [Fact]
    public void The_weights_are_loaded_as_shown()
    {
        StringWriter output = new() { NewLine = "\n" };
        NetworkGraph network = CellNetworks.Of(TopologyCell.Parse("|skip_connect~0|+|skip_connect~0|skip_connect~1|+|none~0|nor_conv_1x1~1|none~2|"), classes: 10);
        NetworksExample.Load(network, SharedData.Require("data", "NATS-tss-v1_0-3ffb9-full"), output);
        Assert.Equal("seed 111: 129 tensors, stem.0.weight float32 [16, 3, 3, 3] is the first\n", output.ToString());
    }

    [Fact]
    public void Fresh_weights_are_drawn_as_shown()
    {
        StringWriter output = new() { NewLine = "\n" };
        NetworksExample.Initialise(CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:8"), classes: 10), output);
        Assert.Equal("stem.0.weight begins with -0.16092087\n", output.ToString());
    }

    [Fact]
    public void The_store_is_mapped_as_shown()
    {
        using TemporaryFolder folder = new();
        using (WeightStoreWriter writer = WeightStoreWriter.Open(folder["a.natsw"], new Dictionary<string, string>()))
        {
            writer.Add(new(Index, TrainingSetting.Epochs12, Dataset.Cifar10, 777), "text", new TensorSet([new Tensor("stem.0.weight", [1], [2.5f])]));
            writer.Complete();
        }
        Assert.Equal(2.5f, NetworksExample.Map(folder["a.natsw"]));
    }

    [Fact]
    public void A_model_is_written_as_shown()
    {
        using TemporaryFolder folder = new();
        StringWriter output = new() { NewLine = "\n" };
        TrainedNetwork network = CellNetworks.Of("8:8:8:8:8", classes: 10).Initialise(1);
        NetworksExample.Export(network, folder["m.onnx"], output);
        Assert.InRange(int.Parse(output.ToString()), 2 * network.Graph.Parameters * 9 / 10, new FileInfo(folder["m.onnx"]).Length);
    }
}
