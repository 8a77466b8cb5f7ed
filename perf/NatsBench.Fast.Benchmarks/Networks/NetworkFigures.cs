using System.Diagnostics;
using NatsBench.Fast.Benchmarks.Quick;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.Benchmarks.Networks;

/// <summary>Images a second of the largest network of each space, beside what the machine can do and beside PyTorch, in turns.</summary>
/// <param name="threads">Threads that share a batch.</param>
/// <param name="peak">The machine's multiply-adds a second on as many.</param>
/// <param name="torch">PyTorch; null where it is not installed.</param>
internal sealed class NetworkFigures(int threads, double peak, TorchProcess? torch)
{
    private const int Batch = 256;
    private const int Rounds = 5;
    private const int SessionRounds = 100;

    private static readonly RunnerOptions Options = new() { Provider = ExecutionProvider.Cpu, Batch = Batch };

    /// <summary>The figures of one network, by its space's name and its index.</summary>
    public IEnumerable<Result> Of(SearchSpace space, int index)
    {
        SpaceArchitectures architectures = new(space);
        ImageStatistics images = ImageStatistics.Of(Dataset.Cifar10);
        NetworkGraph network = architectures.Network(index, images.Classes);
        byte[] model = OnnxExport.ToArray(network.Initialise(seed: 0));
        string name = $"{space.ShortName()}.{index}", place = $"{name}.threads{threads}";

        if (threads == 1)
            yield return new Result($"session.{name}", Session(model), "ms");
        using INetworkRunner runner = NetworkRunner.Load(model, Options with { Threads = threads });
        Fill(runner.Images<float>());
        double ours = double.PositiveInfinity, theirs = double.PositiveInfinity;
        long allocated = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ours = Math.Min(ours, Seconds(runner));
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            if (torch is not null)
                theirs = Math.Min(theirs, torch.Seconds(architectures[index], threads, Batch));
        }
        double multiplyAdds = network.Cost(images.Side).MultiplyAdds;
        yield return Rate($"images.{place}", Batch / ours, peak / multiplyAdds);
        if (torch is not null)
            yield return Rate($"torch.{place}", Batch / ours, Batch / theirs);
        yield return new Result($"allocated.images.{place}", allocated, "B");
    }

    // From the model's bytes to a runner with its buffers, for one image.
    private static double Session(byte[] model)
    {
        double best = double.PositiveInfinity;
        for (int round = 0; round < SessionRounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            NetworkRunner.Load(model, Options with { Batch = 1, Threads = 1 }).Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return best;
    }

    private static double Seconds(INetworkRunner runner)
    {
        long start = Stopwatch.GetTimestamp();
        runner.Run(Batch);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Result Rate(string name, double value, double limit) => new(name, value, "images/s", limit, value / limit);

    private static void Fill(Span<float> images)
    {
        SplitMix64 random = new(seed: 1);
        foreach (ref float pixel in images)
            pixel = random.NextUInt32() / (float)uint.MaxValue * 4 - 2;
    }
}
