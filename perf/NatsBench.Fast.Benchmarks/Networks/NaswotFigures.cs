using System.Diagnostics;
using NatsBench.Fast.Benchmarks.Quick;
using NatsBench.Fast.Evaluations.Scores;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Networks;

/// <summary>Candidates a second of NASWOT: fresh, beside what the machine's multiply-adds alone would allow, and remembered.</summary>
/// <param name="provider">Who computes.</param>
/// <param name="threads">Networks that run at once.</param>
internal sealed class NaswotFigures(ExecutionProvider provider, int threads)
{
    // As in the paper.
    private const int Batch = 128;
    private const int Candidates = 32;
    private const int CachedRounds = 20_000;

    private readonly NetworkMeasure _naswot = NetworkMeasures.Naswot(
        new NaswotPlan(SearchSpace.Topology, Dataset.Cifar10, ScoreImages.Noise(Dataset.Cifar10, Batch, seed: 1)) { Provider = provider, Workers = threads });
    private readonly int[] _population = new int[Candidates];
    private readonly double[] _values = new double[Candidates];

    /// <summary>Networks that were never run: made, exported, loaded and run.</summary>
    /// <param name="peak">The device's multiply-adds a second on as many threads; null where nobody knows.</param>
    public Result Fresh(double? peak)
    {
        IReadOnlyList<int> classes = new CellClasses(_naswot.Space).Representatives;
        ImageStatistics images = ImageStatistics.Of(Dataset.Cifar10);
        SplitMix64 random = new(seed: 1);
        double multiplyAdds = 0;
        foreach (ref int candidate in _population.AsSpan())
        {
            candidate = classes[random.NextIndex(classes.Count)];
            multiplyAdds += _naswot.Space.Network(candidate, images.Classes).Cost(images.Side).MultiplyAdds;
        }
        double rate = Candidates / Seconds(() => _naswot.Read(_population, _values));
        if (peak is not { } most)
            return new Result($"naswot.fresh.{provider.Name()}", rate, "candidates/s");
        double limit = most * Candidates / (multiplyAdds * Batch);
        return new Result($"naswot.fresh.threads{threads}", rate, "candidates/s", limit, rate / limit);
    }

    /// <summary>The same once more, and again.</summary>
    public Result Cached()
    {
        double seconds = Seconds(() =>
        {
            for (int round = 0; round < CachedRounds; round++)
                foreach (int candidate in _population)
                    _values[0] += _naswot[candidate];
        });
        return new Result("naswot.cached", (double)Candidates * CachedRounds / seconds / 1e6, "M candidates/s");
    }

    private static double Seconds(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
