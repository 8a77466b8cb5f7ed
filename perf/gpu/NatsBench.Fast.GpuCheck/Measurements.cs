using System.Diagnostics;
using System.Globalization;
using System.Text;
using NatsBench.Fast.Benchmarks;
using NatsBench.Fast.Benchmarks.Networks;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;

namespace NatsBench.Fast.GpuCheck;

/// <summary>Images a second of a device: single networks in batches of 1 to 1,024, and a population of 64, with copies and without.</summary>
/// <param name="provider">Who computes.</param>
/// <param name="extent">How much is measured.</param>
internal sealed class Measurements(ExecutionProvider provider, Extent extent)
{
    private const int Population = 64;
    private const int PopulationBatch = 256;

    private static readonly (SearchSpace Space, int Index)[] Networks = [(SearchSpace.Size, 32_767), (SearchSpace.Topology, 1462)];

    private readonly int[] _batches = extent switch
    {
        Extent.Short => [1, 16],
        Extent.Brief => [1, 64, 256, 1024],
        _ => [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    };

    private readonly StringBuilder _table = new();
    private string _device = "";

    /// <summary>Measures everything, and writes it into the folder of the device.</summary>
    public void Write(string results)
    {
        using TorchProcess? eager = Torch("eager"), compiled = extent == Extent.Brief ? null : Torch("compile");
        _table.Append("| network | precision | batch | images/s | without copies | with a graph | CPU | PyTorch eager | torch.compile |\n|---|---|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach ((SearchSpace space, int index) in Networks)
            foreach (bool isHalf in (bool[])[false, true])
                foreach (int batch in _batches)
                    Single(space, index, isHalf, batch, eager, compiled);
        _table.Append(CultureInfo.InvariantCulture, $"\n| population of {Population}, batches of {PopulationBatch} | images/s | without copies |\n|---|---:|---:|\n");
        foreach (int threads in (int[])[1, 2, 4, 8])
            OfPopulation(threads);

        string path = Path.Combine(Machine.ResultFolder(results, _device), "gpu.md");
        File.WriteAllText(path, $"""
            # Networks on a GPU

            {_device}; ONNX Runtime {NetworkRunner.RuntimeVersion}, {provider.Name()}; {(eager is null ? "no PyTorch" : $"PyTorch {eager.Version}")}. Fresh networks, images of 32 x 32 in
            single precision; the median of some runs. Copies are from host memory to the device and of the results back; PyTorch's images are there already.
            The CPU is this machine's, on all processors. A population is random cells of the topology space, each a network of its own, run by some threads at
            once. Written by `perf/gpu/run.sh`.

            {_table}
            """.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
        Console.WriteLine($"written: {path}");
    }

    private void Single(SearchSpace space, int index, bool isHalf, int batch, TorchProcess? eager, TorchProcess? compiled)
    {
        SpaceArchitectures architectures = new(space);
        byte[] model = Model(architectures, index, isHalf);
        RunnerOptions options = new() { Provider = provider, Batch = batch };
        (double withCopies, double without) = Rates(model, options);
        double graph = Rates(model, options with { CudaGraph = provider == ExecutionProvider.Cuda }).Without;
        double cpu = Rates(model, options with { Provider = ExecutionProvider.Cpu }).WithCopies;
        Row($"{space.ShortName()} {index} | {(isHalf ? "half" : "single")} | {batch}", withCopies, without, graph, cpu,
            isHalf ? null : Rate(eager, architectures[index], batch), isHalf ? null : Rate(compiled, architectures[index], batch));
    }

    private void OfPopulation(int threads)
    {
        SpaceArchitectures cells = new(SearchSpace.Topology);
        SplitMix64 random = new(seed: 1);
        int networks = extent == Extent.Short ? 4 : Population;
        INetworkRunner[] runners = [.. Enumerable.Range(0, networks).Select(_ => NetworkRunner.Load(
            Model(cells, random.NextIndex(cells.Count), isHalf: false), new RunnerOptions { Provider = provider, Batch = PopulationBatch, Threads = 1 }))];
        try
        {
            double OfAll(Action<INetworkRunner> run) => Rate(
                networks * PopulationBatch, () => Seconds(() => Parallel.ForEach(runners, new ParallelOptions { MaxDegreeOfParallelism = threads }, run)));

            Row($"{threads} threads", OfAll(runner => runner.Run(PopulationBatch)), OfAll(runner => runner.RunOnDevice(PopulationBatch)));
        }
        finally
        {
            foreach (INetworkRunner runner in runners)
                runner.Dispose();
        }
    }

    private (double WithCopies, double Without) Rates(byte[] model, RunnerOptions options)
    {
        using INetworkRunner runner = NetworkRunner.Load(model, options);
        if (options.Provider == provider)
            _device = runner.Device;
        return (Rate(options.Batch, () => Seconds(() => runner.Run(options.Batch))), Rate(options.Batch, () => Seconds(() => runner.RunOnDevice(options.Batch))));
    }

    private TorchProcess? Torch(string mode) => TorchProcess.TryStart(provider == ExecutionProvider.Cuda ? "cuda" : "cpu", mode);

    private double? Rate(TorchProcess? torch, string architecture, int batch) =>
        torch is null ? null : Rate(batch, () => torch.Seconds(architecture, Environment.ProcessorCount, batch));

    // Images a second by the median of some runs after two.
    private double Rate(int batch, Func<double> run)
    {
        double[] seconds = new double[extent == Extent.Short ? 1 : 15];
        run();
        run();
        for (int i = 0; i < seconds.Length; i++)
            seconds[i] = run();
        Array.Sort(seconds);
        return batch / seconds[seconds.Length / 2];
    }

    private static double Seconds(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static byte[] Model(SpaceArchitectures architectures, int index, bool isHalf) =>
        OnnxExport.ToArray(architectures.Network(index, classes: 10).Initialise(seed: 0), new OnnxOptions { Half = isHalf });

    private void Row(string what, params double?[] rates)
    {
        string row = $"| {what} | {string.Join(" | ", rates.Select(rate => rate?.ToString("0", CultureInfo.InvariantCulture) ?? ""))} |";
        Console.WriteLine(row);
        _table.Append(row).Append('\n');
    }
}
