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
            if (MemoryMarshal.Cast<int, uint>(own).IndexOfAnyExceptInRange(0u, (uint)Count - 1) is >= 0 and var outside)
                _records.CheckIndex(own[outside]);
            random.Fill(draws[..own.Length]);
            ref int architecture = ref MemoryMarshal.GetReference(own);
            ref uint draw = ref MemoryMarshal.GetReference(draws);
            ref double accuracy = ref accuracies[start];
            ref double cost = ref costs[start];
            for (nuint i = 0; i < (nuint)own.Length; i++)
            {
                ref int firstRun = ref Unsafe.Add(ref firstRuns, Unsafe.Add(ref architecture, i));
                uint runs = (uint)(Unsafe.Add(ref firstRun, 1) - firstRun);
                TrainingOutcome outcome;
                if (runs != 0)
                {
                    ref readonly Training training = ref Unsafe.Add(ref trainings, firstRun + (int)(((ulong)Unsafe.Add(ref draw, i) * runs) >> 32));
                    outcome = new TrainingOutcome(training.Accuracy, training.Cost);
                }
                else
                {
                    outcome = TrainByRules(own[(int)i], draws[(int)i]);
                }
                (Unsafe.Add(ref accuracy, i), Unsafe.Add(ref cost, i)) = outcome;
            }
        }
    }
}
