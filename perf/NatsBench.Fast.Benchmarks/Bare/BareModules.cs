using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>
/// The limits of queries of NAS-Bench-101: trainings by bare pointers, nothing checked, three of each module side by side, so that a query
/// touches one cache line. The whole is larger than a processor's second cache.
/// </summary>
internal sealed unsafe class BareModules
{
    private const int Repeats = 3;
    private const int Floats = 16;
    private const int FloatsOfRepeat = 5;

    private readonly double* _outcomes;
    private readonly float* _lines;
    private readonly uint _count;

    public BareModules(NatsBenchmark bench, int epochs)
    {
        SimulationView simulation = bench.Simulation(Dataset.Cifar10, new($"{epochs}"));
        ModuleView modules = bench.Modules(epochs);
        _count = (uint)bench.Count;
        double[] outcomes = new double[2 * Repeats * bench.Count];
        float[] lines = new float[Floats * bench.Count];
        for (int module = 0; module < bench.Count; module++)
            for (int repeat = 0; repeat < Repeats; repeat++)
            {
                TrainingOutcome outcome = simulation.Train(module, Draw(repeat));
                (outcomes[2 * (Repeats * module + repeat)], outcomes[2 * (Repeats * module + repeat) + 1]) = (outcome.Accuracy, outcome.Cost);
                ModuleMetrics metrics = modules[module, repeat];
                Span<float> line = lines.AsSpan(Floats * module + FloatsOfRepeat * repeat, FloatsOfRepeat);
                line[0] = BitConverter.Int32BitsToSingle((int)metrics.TrainableParameters);
                (line[1], line[2]) = ((float)metrics.TrainingTime, (float)metrics.TrainAccuracy);
                (line[3], line[4]) = ((float)metrics.ValidationAccuracy, (float)metrics.TestAccuracy);
            }
        _outcomes = BareMemory.Of<double>(outcomes);
        _lines = BareMemory.Of<float>(lines);
    }

    /// <summary>Accuracies and costs of random modules.</summary>
    public double Random(SplitMix64 random, int queries)
    {
        Vector128<double> sums = Vector128<double>.Zero;
        double* outcomes = _outcomes;
        uint count = _count;
        for (int i = 0; i < queries; i++)
        {
            ulong bits = random.NextUInt64();
            sums += Vector128.LoadAligned(outcomes + 2 * (Repeats * (nuint)(((bits >> 32) * count) >> 32) + (nuint)(((bits & uint.MaxValue) * Repeats) >> 32)));
        }
        return sums[0] + sums[1];
    }

    /// <summary>Accuracies and costs of one module after the other.</summary>
    public double Sequential(SplitMix64 random)
    {
        Vector128<double> sums = Vector128<double>.Zero;
        double* outcomes = _outcomes;
        for (nuint module = 0; module < _count; module++)
            sums += Vector128.LoadAligned(outcomes + 2 * (Repeats * module + (nuint)(((ulong)random.NextUInt32() * Repeats) >> 32)));
        return sums[0] + sums[1];
    }

    /// <summary>Validation accuracies, seconds and parameters of random modules.</summary>
    public double Metrics(SplitMix64 random, int queries)
    {
        double accuracies = 0, seconds = 0;
        long parameters = 0;
        float* lines = _lines;
        uint count = _count;
        for (int i = 0; i < queries; i++)
        {
            ulong bits = random.NextUInt64();
            float* line = lines + Floats * (nuint)(((bits >> 32) * count) >> 32) + FloatsOfRepeat * (nuint)(((bits & uint.MaxValue) * Repeats) >> 32);
            accuracies += line[3];
            seconds += line[1];
            parameters += BitConverter.SingleToInt32Bits(line[0]);
        }
        return accuracies + seconds + parameters;
    }

    private static uint Draw(int repeat) => (uint)((((ulong)repeat << 32) + Repeats - 1) / Repeats);
}
