using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Views;

public sealed partial class SimulationView
{
    /// <summary>Trains many architectures with given draws: as <see cref="Train(int, uint)"/> one after another. Allocates nothing.</summary>
    /// <param name="architectures">Their indices, 0 to <see cref="Count"/> - 1, in any order and as often as wished.</param>
    /// <param name="draws">32 uniform bits for each; as long as <paramref name="architectures"/>.</param>
    /// <param name="outcomes">Receives the answers; as long as <paramref name="architectures"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="RefusedException">An index is outside the space, or a record or number is absent; what was written by then is worthless.</exception>
    public void Train(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, Span<TrainingOutcome> outcomes)
    {
        if (draws.Length != architectures.Length || outcomes.Length != architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, {draws.Length} draws and room for {outcomes.Length} outcomes");
        ref int firstRuns = ref MemoryMarshal.GetArrayDataReference(_firstRun);
        ref Training trainings = ref MemoryMarshal.GetArrayDataReference(_trainings);
        uint count = (uint)Count;
        for (int i = 0; i < architectures.Length; i++)
        {
            uint architecture = (uint)architectures[i];
            if (architecture < count)
            {
                // Within bounds: there is one more first run than architectures, and the product is below the count.
                ref int firstRun = ref Unsafe.Add(ref firstRuns, architecture);
                uint runs = (uint)(Unsafe.Add(ref firstRun, 1) - firstRun);
                if (runs != 0)
                {
                    ref readonly Training training = ref Unsafe.Add(ref trainings, firstRun + (int)(((ulong)draws[i] * runs) >> 32));
                    outcomes[i] = new TrainingOutcome(training.Accuracy, training.Cost);
                    continue;
                }
            }
            outcomes[i] = TrainByRules(architectures[i], draws[i]);
        }
    }
}
