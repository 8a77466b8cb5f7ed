using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>
/// What trainings on cifar10 for some number of epochs give, for the bare loops of searches: runs of architecture a lie from start[a] to
/// start[a + 1], accuracy and cost of a run side by side.
/// </summary>
internal sealed unsafe class BareTrainings
{
    private readonly int* _start;
    private readonly double* _trainings;

    public BareTrainings(NatsBenchmark bench, int epochs)
    {
        SimulationView view = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12, epochs == 12 ? null : epochs - 1);
        int[] start = new int[view.Count + 1];
        List<double> trainings = [];
        for (int architecture = 0; architecture < view.Count; architecture++)
        {
            uint count = (uint)view.RunCount(architecture);
            for (uint run = 0; run < count; run++)
            {
                // The middle of the draws that choose it.
                TrainingOutcome outcome = view.Train(architecture, (uint)(((2UL * run + 1) << 31) / count));
                trainings.AddRange(outcome.Accuracy, outcome.Cost);
            }
            start[architecture + 1] = trainings.Count / 2;
        }
        _start = BareMemory.Of<int>(start);
        _trainings = BareMemory.Of<double>([.. trainings]);
    }

    /// <summary>Accuracy and cost of a training.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* At(int architecture, uint draw)
    {
        int* first = _start + architecture;
        return _trainings + 2 * ((uint)*first + (nuint)(((ulong)draw * (uint)(first[1] - *first)) >> 32));
    }
}
