using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.House.Tests;

/// <summary>The examples of docs/networks.md, compiled and run by tests.</summary>
internal static class NetworksExample
{
    public static void Run(NatsBenchmark bench, TextWriter output)
    {
        // networks: begin
        NetworkGraph network = CellNetworks.FromConfig(bench.NetworkConfig(284, Dataset.Cifar10));
        output.WriteLine($"{network.Parameters} parameters, {network.Cost(imageSide: 32).MultiplyAdds} multiply-adds");
        foreach (StateTensor tensor in network.State())
            output.WriteLine(tensor);                    // stem.0.weight [16, 3, 3, 3]
        // networks: end
    }

    public static void Load(NetworkGraph network, string directory, TextWriter output)
    {
        // weights: begin
        WeightArchive archive = WeightArchive.Open(directory);       // NATS-tss-v1_0-3ffb9-full
        foreach ((long seed, TensorSet tensors) in archive.GetNetParam(284, Dataset.Cifar10))
        {
            TrainedNetwork trained = network.LoadState(tensors);
            output.WriteLine($"seed {seed}: {trained.Tensors.Count} tensors, {trained.Tensors[0]} is the first");
        }
        // weights: end
    }

    public static void Initialise(NetworkGraph network, TextWriter output)
    {
        // fresh: begin
        TrainedNetwork fresh = network.Initialise(seed: 777);        // torch.manual_seed(777); get_cell_based_tiny_net(config)
        output.WriteLine($"{fresh.Tensors[0].Name} begins with {fresh.Tensors[0].Floats[0]}");
        // fresh: end
    }

    public static float Map(string path)
    {
        // store: begin
        using WeightStore store = WeightStore.Open(path);                    // made by 'natsbench weights extract'
        TensorSet tensors = store.GetNetParam(284, Dataset.Cifar10, seed: 777)[777];
        ReadOnlySpan<float> stem = tensors["stem.0.weight"].Floats;          // over the file itself
        // store: end
        return stem[0];
    }

    public static void Export(TrainedNetwork trained, string path, TextWriter output)
    {
        // onnx: begin
        byte[] model = OnnxExport.ToArray(trained, new OnnxOptions { Half = true });
        OnnxFile.Write(path, trained, labels: new OnnxLabels { Dataset = Dataset.Cifar10, Seed = 111 });
        // onnx: end
        output.WriteLine(model.Length);
    }
}
