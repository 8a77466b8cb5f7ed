using NatsBench.Fast.Benchmarks.Bare;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Questions to bound views, each about a random architecture.</summary>
internal sealed class QueryFigures
{
    private const int Queries = 1 << 16;
    private const int Few = 1 << 14;
    private const int Many = 1 << 20;

    private readonly NatsBenchmark _bench;
    private readonly string _space;
    private readonly int[] _architectures;
    private readonly double[] _accuracies = new double[Few];
    private readonly double[] _costs = new double[Few];

    public QueryFigures(NatsBenchmark bench)
    {
        _bench = bench;
        _space = bench.Space.ShortName();
        SplitMix64 random = new(11);
        _architectures = new int[Few];
        foreach (ref int architecture in _architectures.AsSpan())
            architecture = random.NextIndex(bench.Count);
    }

    public IEnumerable<Figure> All() => [.. Simulations(), Threads(), .. Finals(), Index(), .. Curves()];

    private IEnumerable<Figure> Simulations()
    {
        foreach (TrainingSetting setting in _bench.Settings)
            foreach (Dataset dataset in (Dataset[])[Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120])
            {
                SimulationView view = _bench.Simulation(dataset, setting);
                // In the topology space architecture 9075 lacks its last losses on ImageNet16-120 and is refused, officially as well.
                if (!view.IsPlain)
                    continue;
                BareSimulation bare = new(_bench, dataset, setting);
                string what = $"{_space}.{dataset}.{setting}";
                yield return new Figure(
                    $"simulate.{what}", TimeUnit.NanosecondsPerQuery, Queries,
                    () => Loops.Simulate(view, new SplitMix64(5), Queries), [() => bare.Run(new SplitMix64(5), Queries)], AllocatesNothing: true);
                yield return new Figure(
                    $"bulk.{what}", TimeUnit.NanosecondsPerQuery, Queries,
                    () => InBulk((ref random) => view.Train(_architectures, ref random, _accuracies, _costs)),
                    [() => InBulk((ref random) => bare.Run(_architectures, ref random, _accuracies, _costs))],
                    AllocatesNothing: true);
            }
    }

    // As many queries as one at a time, so that caches are as warm.
    private double InBulk(Bulk train)
    {
        SplitMix64 random = new(6);
        for (int done = 0; done < Queries; done += Few)
            train(ref random);
        return _accuracies[0] + _costs[^1];
    }

    private delegate void Bulk(ref SplitMix64 random);

    // As many threads as processors, all through one view; nanoseconds a query of all together.
    private Figure Threads()
    {
        TrainingSetting setting = TrainingSetting.Epochs12;
        SimulationView view = _bench.Simulation(Dataset.Cifar10, setting);
        BareSimulation bare = new(_bench, Dataset.Cifar10, setting);
        int threads = Environment.ProcessorCount;
        return new Figure(
            $"threads.{_space}.cifar10.{setting}.{threads}", TimeUnit.NanosecondsPerQuery, threads * Many,
            () => Together(thread => Loops.Simulate(view, new SplitMix64((ulong)thread), Many)),
            [() => Together(thread => bare.Run(new SplitMix64((ulong)thread), Many))]);

        double Together(Func<int, double> part)
        {
            double[] sums = new double[threads];
            Parallel.For(0, threads, thread => sums[thread] = part(thread));
            return sums.Sum();
        }
    }

    private IEnumerable<Figure> Finals()
    {
        TrainingSetting setting = _bench.Space.FullTraining();
        FinalView view = _bench.Table(Dataset.Cifar100, setting).Finals;
        BareFinals bare = new(_bench, Dataset.Cifar100, setting);
        yield return new Figure(
            $"final.{_space}.cifar100.{setting}", TimeUnit.NanosecondsPerQuery, Queries,
            () => Loops.Finals(view, new SplitMix64(8), Queries),
            [() => bare.Columns(new SplitMix64(8), Queries), () => bare.Rows(new SplitMix64(8), Queries)], AllocatesNothing: true);
    }

    private Figure Index()
    {
        // Strings of their own, as a caller has them, and few enough to lie in the cache as one does that has just been made.
        string[] texts = [.. _architectures.Take(1024).Select(architecture => new string(_bench.Architecture(architecture)))];
        return new Figure($"index.{_space}", TimeUnit.NanosecondsPerQuery, texts.Length, () => Loops.Indices(_bench, texts), AllocatesNothing: true);
    }

    private IEnumerable<Figure> Curves()
    {
        TrainingSetting setting = _bench.Space.FullTraining();
        CurveView view = _bench.Table(Dataset.Cifar10Valid, setting).Curves(EvaluationSet.XValid, CurveQuantity.Accuracy);
        Answers.Require(
            view[77, 0][5] == _bench.Runs(77, Dataset.Cifar10Valid, setting).ForSeed(_bench.Table(Dataset.Cifar10Valid, setting).Seeds(77)[0])
                .Metrics(EvaluationSet.XValid, epoch: 5).Accuracy, "a curve");
        yield return new Figure(
            $"curve.{_space}.warm", TimeUnit.NanosecondsPerQuery, Few, () => Loops.CurveLengths(view, _architectures), AllocatesNothing: true);
    }
}
