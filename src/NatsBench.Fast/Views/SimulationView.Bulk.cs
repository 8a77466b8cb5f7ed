using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Views;

public sealed partial class SimulationView
{
    private const int DrawsAtOnce = 64;

    /// <summary>
    /// Trains many architectures, each with a run of its own draw: as <see cref="Train(int, uint)"/> one after another with
    /// <see cref="SplitMix64.NextUInt32"/>. Allocates nothing.
    /// </summary>
    /// <param name="architectures">Their indices, 0 to <see cref="Count"/> - 1, in any order and as often as wished.</param>
    /// <param name="random">The caller's generator; one number for each architecture is drawn.</param>
    /// <param name="accuracies">Receives the validation accuracies in percent; as long as <paramref name="architectures"/>.</param>
    /// <param name="costs">Receives the costs in seconds; as long as <paramref name="architectures"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="RefusedException">An index is outside the space, or a record or number is absent; what was written by then is worthless.</exception>
    public void Train(ReadOnlySpan<int> architectures, ref SplitMix64 random, Span<double> accuracies, Span<double> costs)
    {
        if (accuracies.Length != architectures.Length || costs.Length != architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, room for {accuracies.Length} accuracies and {costs.Length} costs");
        ref int firstRuns = ref MemoryMarshal.GetArrayDataReference(_firstRun);
        ref Training trainings = ref MemoryMarshal.GetArrayDataReference(_trainings);
        Span<uint> draws = stackalloc uint[DrawsAtOnce];
        for (int start = 0; start < architectures.Length; start += DrawsAtOnce)
        {
            ReadOnlySpan<int> own = architectures.Slice(start, int.Min(DrawsAtOnce, architectures.Length - start));
            random.Fill(draws[..own.Length]);
            ref double accuracy = ref accuracies[start];
            ref double cost = ref costs[start];
            for (int i = 0; i < own.Length; i++)
            {
                if ((uint)own[i] >= (uint)Count)
                    _records.CheckIndex(own[i]);
                ref int firstRun = ref Unsafe.Add(ref firstRuns, own[i]);
                uint runs = (uint)(Unsafe.Add(ref firstRun, 1) - firstRun);
                if (runs == 0)
                {
                    (Unsafe.Add(ref accuracy, i), Unsafe.Add(ref cost, i)) = TrainByRules(own[i], draws[i]);
                    continue;
                }
                ref readonly Training training = ref Unsafe.Add(ref trainings, firstRun + (int)(((ulong)draws[i] * runs) >> 32));
                Unsafe.Add(ref accuracy, i) = training.Accuracy;
                Unsafe.Add(ref cost, i) = training.Cost;
            }
        }
    }
}
