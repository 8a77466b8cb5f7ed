using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
            if (architecture >= count || trainings + ListedRuns.Of(firstRuns, 0, architecture, draws[i]) is var training && RefusedMark.Is(&training->Accuracy))
                Refuse((int)architecture, draws[i]);
            else
                outcomes[i] = new TrainingOutcome(training->Accuracy, training->Cost);
        }
        GC.KeepAlive(this);
    }

    /// <summary>Trains architectures all of whose runs answer with numbers, as somebody made sure of before; whoever may stop it is told one after the other.</summary>
    /// <typeparam name="TTaker">Who is told: a struct, so that no call is left in the loop.</typeparam>
    /// <param name="architectures">Their indices.</param>
    /// <param name="draws">32 uniform bits for each.</param>
    /// <param name="taker">Who is told.</param>
    /// <returns>How many were taken.</returns>
    /// <exception cref="RefusedException">An index is outside the space.</exception>
    internal int TrainAnswered<TTaker>(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, ref TTaker taker)
        where TTaker : struct, IOutcomeTaker
    {
        if (draws.Length < architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, {draws.Length} draws");
        return _runsOfEach == 0
            ? TrainAnswered<TTaker, ListedRuns>(architectures, draws, ref taker)
            : TrainAnswered<TTaker, EqualRuns>(architectures, draws, ref taker);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private unsafe int TrainAnswered<TTaker, TRuns>(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, ref TTaker taker)
        where TTaker : struct, IOutcomeTaker
        where TRuns : struct, IChosenRun
    {
        CheckIndices(architectures);
        // Of its own, so that what it keeps stays in registers.
        TTaker own = taker;
        int* firstRuns = _firstRuns;
        uint runsOfEach = _runsOfEach;
        Training* trainings = _firstTraining;
        int taken = 0, length = architectures.Length;
        fixed (int* firstArchitecture = architectures)
        fixed (uint* firstDraw = draws)
        {
            for (; taken <= length - 4; taken += 4)
            {
                int* architecture = firstArchitecture + taken;
                uint* draw = firstDraw + taken;
                Training* first = trainings + TRuns.Of(firstRuns, runsOfEach, (uint)architecture[0], draw[0]);
                Training* second = trainings + TRuns.Of(firstRuns, runsOfEach, (uint)architecture[1], draw[1]);
                Training* third = trainings + TRuns.Of(firstRuns, runsOfEach, (uint)architecture[2], draw[2]);
                Training* fourth = trainings + TRuns.Of(firstRuns, runsOfEach, (uint)architecture[3], draw[3]);
                if (!own.TryTake(architecture, (double*)first, (double*)second, (double*)third, (double*)fourth))
                    break;
            }
            for (; taken < length; taken++)
            {
                int architecture = firstArchitecture[taken];
                Training* training = trainings + TRuns.Of(firstRuns, runsOfEach, (uint)architecture, firstDraw[taken]);
                if (!own.TryTake(architecture, training->Accuracy, training->Cost))
                    break;
            }
        }
        GC.KeepAlive(this);
        taker = own;
        return taken;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckIndices(ReadOnlySpan<int> architectures)
    {
        if (!AreBelow(_count, MemoryMarshal.Cast<int, uint>(architectures)))
            foreach (int architecture in architectures)
                _records.CheckIndex(architecture);
    }

    // In vectors: .NET's own search begins slowly.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreBelow(uint count, ReadOnlySpan<uint> numbers)
    {
        ref uint first = ref MemoryMarshal.GetReference(numbers);
        Vector128<uint> highest = Vector128<uint>.Zero;
        bool areBelow = true;
        int i = 0;
        for (; i <= numbers.Length - Vector128<uint>.Count; i += Vector128<uint>.Count)
            highest = Vector128.Max(highest, Vector128.LoadUnsafe(ref first, (nuint)i));
        if (i > 0 && i < numbers.Length)
        {
            // The last ones, and some before them once more.
            i = numbers.Length;
            highest = Vector128.Max(highest, Vector128.LoadUnsafe(ref first, (nuint)(i - Vector128<uint>.Count)));
        }
        for (; i < numbers.Length; i++)
            areBelow &= numbers[i] < count;
        return areBelow && (count > 0 || numbers.Length == 0) && !Vector128.GreaterThanAny(highest, Vector128.Create(count - 1));
    }
}
