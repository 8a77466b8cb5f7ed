using System.Diagnostics;
using NatsBench.Fast.Benchmarks.Quick;
using NatsBench.Fast.Evaluations.Scores;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Networks;

/// <summary>Candidates a second of NASWOT: fresh, beside what the machine's multiply-adds alone would allow, and remembered.</summary>
/// <param name="threads">Networks that run at once.</param>
/// <param name="peak">The machine's multiply-adds a second on as many threads.</param>
internal sealed class NaswotFigures(int threads, double peak)
{
    // As in the paper.
    private const int Batch = 128;
    private const int Candidates = 32;
    private const int CachedRounds = 20_000;

    /// <summary>The figures.</summary>
    public IEnumerable<Result> Measure()
    {
        ImageStatistics images = ImageStatistics.Of(Dataset.Cifar10);
        NetworkMeasure naswot = NetworkMeasures.Naswot(new NaswotPlan(SearchSpace.Topology, Dataset.Cifar10, ScoreImages.Noise(Dataset.Cifar10, Batch, seed: 1))
        {
            Provider = ExecutionProvider.Cpu,
            Workers = threads,
        });
        IReadOnlyList<int> classes = new CellClasses(naswot.Space).Representatives;
        SplitMix64 random = new(seed: 1);
        int[] population = new int[Candidates];
        double multiplyAdds = 0;
        foreach (ref int candidate in population.AsSpan())
        {
            candidate = classes[random.NextIndex(classes.Count)];
            multiplyAdds += naswot.Space.Network(candidate, images.Classes).Cost(images.Side).MultiplyAdds;
        }
        double[] values = new double[Candidates];
        double fresh = Candidates / Seconds(() => naswot.Read(population, values));
        double limit = peak * Candidates / (multiplyAdds * Batch);
        yield return new Result($"naswot.fresh.threads{threads}", fresh, "candidates/s", limit, fresh / limit);
        if (threads == 1)
        {
            double cached = (double)Candidates * CachedRounds / Seconds(() =>
            {
                for (int round = 0; round < CachedRounds; round++)
                    foreach (int candidate in population)
                        values[0] += naswot[candidate];
            });
            yield return new Result("naswot.cached", cached / 1e6, "M candidates/s");
        }
    }

    private static double Seconds(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
