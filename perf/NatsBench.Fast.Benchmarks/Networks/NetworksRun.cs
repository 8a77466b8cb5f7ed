using NatsBench.Fast.Benchmarks.Quick;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Runtime;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Networks;

/// <summary>
/// <c>networks [--budgets FILE] [--results FOLDER]</c>: how fast networks run, one line of JSON a figure. Apart from <c>quick</c>: it takes a
/// minute, and PyTorch beside it.
/// </summary>
internal static class NetworksRun
{
    public const string Verb = "networks";

    private static readonly (SearchSpace Space, int Index)[] Networks = [(SearchSpace.Size, 32_767), (SearchSpace.Topology, 1462)];

    public static int Run(string[] args)
    {
        if (!QuickOptions.TryRead(args, Console.Error, out QuickOptions? options))
            return 2;
        using TorchProcess? torch = TorchProcess.TryStart();
        if (torch is null)
            Console.Error.WriteLine("no Python with PyTorch: its figures are left out (Debian: apt install python3-torch; NATSBENCH_PYTHON names another Python)");
        List<Result> results = [];
        foreach (int threads in (int[])[.. new[] { 1, Environment.ProcessorCount }.Distinct()])
        {
            double peak = PeakArithmetic.MultiplyAddsPerSecond(threads);
            Add(new Result($"peak.threads{threads}", peak * 2 / 1e9, "GFLOP/s"));
            foreach ((SearchSpace space, int index) in Networks)
                foreach (Result result in new NetworkFigures(threads, peak, torch).Of(space, index))
                    Add(result);
            NaswotFigures naswot = new(ExecutionProvider.Cpu, threads);
            Add(naswot.Fresh(peak));
            if (threads == 1)
                Add(naswot.Cached());
        }
        if (ProviderSetup.HasCuda)
            Add(new NaswotFigures(ExecutionProvider.Cuda, Environment.ProcessorCount).Fresh(peak: null));
        if (options.Results is { } folder)
            ResultTable.Write(folder, "networks.md", $"""
                # Networks

                {ResultTable.Build},
                ONNX Runtime {NetworkRunner.RuntimeVersion}, {(torch is null ? "no PyTorch" : $"PyTorch {torch.Version}")}. Fresh networks, batches of 256 images of 32 x 32; the best of
                five runs, in turns with PyTorch's. The limit of `images.*` is the peak of as many threads over the network's multiply-adds, that of
                `torch.*` is PyTorch on as many threads; `session.*` is from a model's bytes to a runner. `naswot.*`: 32 random
                classes of isomorphic cells on batches of 128 images, each network made, exported, loaded and run once. Written by `networks --results`.
                """, results);
        return options.Budgets?.Judge(results, Console.Error) ?? 0;

        void Add(Result result)
        {
            results.Add(result);
            Console.WriteLine(result.ToJson());
        }
    }
}
