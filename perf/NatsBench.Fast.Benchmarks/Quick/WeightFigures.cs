using System.Diagnostics;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Trained weights: of a record in the tar of a full archive, beside decompressing it; and of a store.</summary>
internal sealed class WeightFigures
{
    public const string Prefix = "weights.";

    private const int Index = 1462;
    private const int Rounds = 3;
    private const int Networks = 100;
    private const int Views = 100_000;

    private readonly string _tar = BenchmarkFiles.FullArchive(Index);
    private readonly string _store;
    private readonly TrainingKey _training;

    public WeightFigures()
    {
        _store = BenchmarkFiles.Scratch("weights.natsw");
        WeightExtraction.ToStore(WeightArchive.Open(_tar), [Index], new WeightChoice(), _store);
        using WeightStore store = WeightStore.Open(_store);
        _training = store.Trainings[0];
    }

    public IEnumerable<Figure> All()
    {
        yield return new Figure("weights.store.open", TimeUnit.Milliseconds, 1, OpenAndLook, Rounds: 60);
        yield return new Figure("weights.store.network", TimeUnit.Microseconds, Networks, OfNetworks(WeightStore.Open(_store)));
        yield return new Figure("weights.store.tensor", TimeUnit.NanosecondsPerQuery, Views, OfTensors(WeightStore.Open(_store)), AllocatesNothing: true);
    }

    public IEnumerable<Measurement> Once()
    {
        yield return new Measurement("weights.record", Record);
    }

    // All tensors of all five trainings; the limit is the same library decompressing the same bytes.
    private Result Record()
    {
        WeightArchive archive = WeightArchive.Open(_tar);
        byte[] compressed = File.ReadAllBytes(BenchmarkFiles.FullRecord(Index)), plain = [];
        double ours = double.PositiveInfinity, limit = ours;
        for (int round = 0; round < Rounds; round++)
        {
            limit = Math.Min(limit, Time(() => Bzip2File.Decompress(compressed, compressed.Length, ref plain, "record", Bzip2Library.Best)));
            ours = Math.Min(ours, Time(() =>
            {
                ArchitectureWeights record = archive.Record(Index);
                Answers.Require(record.Read(record.WithWeights).Count == 5, "five trainings with weights");
            }));
        }
        return Result.Beside("weights.record", ours, "ms", limit);
    }

    private double OpenAndLook()
    {
        using WeightStore store = WeightStore.Open(_store);
        return store.Get(_training)["classifier.bias"].Floats[0];
    }

    // What is looked at stays open to the end of the process.
    private Func<double> OfNetworks(WeightStore store) => () =>
    {
        double sum = 0;
        for (int i = 0; i < Networks; i++)
            sum += store.Get(_training)["classifier.bias"].Floats[0];
        return sum;
    };

    private Func<double> OfTensors(WeightStore store)
    {
        Tensor[] tensors = [.. store.Get(_training).Tensors.Where(tensor => tensor.Type == ElementType.F32)];
        return () =>
        {
            double sum = 0;
            for (int i = 0, t = 0; i < Views; i++)
            {
                sum += tensors[t].Floats[0];
                t = t + 1 == tensors.Length ? 0 : t + 1;
            }
            return sum;
        };
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
