using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Views;

public sealed partial class SimulationView
{
    /// <summary>Trains many architectures with given draws: as <see cref="Train(int, uint)"/> one after another. Allocates nothing.</summary>
    /// <param name="architectures">Their indices, 0 to <see cref="Count"/> - 1, in any order and as often as wished.</param>
    /// <param name="draws">32 uniform bits for each; as long as <paramref name="architectures"/>.</param>
    /// <param name="outcomes">Receives the answers; as long as <paramref name="architectures"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="RefusedException">An index is outside the space, or a record or number is absent; what was written by then is worthless.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public unsafe void Train(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, Span<TrainingOutcome> outcomes)
    {
        if (draws.Length != architectures.Length || outcomes.Length != architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, {draws.Length} draws and room for {outcomes.Length} outcomes");
        int* firstRuns = _firstRuns;
        Training* trainings = _firstTraining;
        uint count = _count;
        for (int i = 0; i < architectures.Length; i++)
        {
            uint architecture = (uint)architectures[i];
            if (architecture >= count || Chosen(firstRuns, trainings, architecture, draws[i]) is var training && RefusedMark.Is(&training->Accuracy))
                Refuse((int)architecture, draws[i]);
            else
                outcomes[i] = new TrainingOutcome(training->Accuracy, training->Cost);
        }
        GC.KeepAlive(this);
    }

    /// <summary>As the other form, told one after the other to whoever may stop it.</summary>
    /// <typeparam name="TTaker">Who is told: a struct, so that no call is left in the loop.</typeparam>
    /// <returns>How many were taken.</returns>
    /// <exception cref="RefusedException">An index is outside the space, or a record or number is absent.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal unsafe int Train<TTaker>(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, ref TTaker taker)
        where TTaker : struct, IOutcomeTaker
    {
        if (draws.Length < architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, {draws.Length} draws");
        // Of its own, so that what it keeps stays in registers.
        TTaker own = taker;
        int* firstRuns = _firstRuns;
        Training* trainings = _firstTraining;
        uint count = _count;
        int taken = 0, length = architectures.Length;
        fixed (int* firstArchitecture = architectures)
        fixed (uint* firstDraw = draws)
            for (; taken < length; taken++)
            {
                uint architecture = (uint)firstArchitecture[taken];
                if (architecture >= count || Chosen(firstRuns, trainings, architecture, firstDraw[taken]) is var training && RefusedMark.Is(&training->Accuracy))
                    Refuse((int)architecture, firstDraw[taken]);
                else if (!own.TryTake((int)architecture, training->Accuracy, training->Cost))
                    break;
            }
        GC.KeepAlive(this);
        taker = own;
        return taken;
    }
}
