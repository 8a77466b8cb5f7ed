using System.Runtime.CompilerServices;
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
    public unsafe void Train(ReadOnlySpan<int> architectures, ref SplitMix64 random, Span<double> accuracies, Span<double> costs)
    {
        if (accuracies.Length != architectures.Length || costs.Length != architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, room for {accuracies.Length} accuracies and {costs.Length} costs");
        uint* filled = stackalloc uint[DrawsAtOnce];
        for (int start = 0; start < architectures.Length; start += DrawsAtOnce)
        {
            ReadOnlySpan<int> own = architectures.Slice(start, int.Min(DrawsAtOnce, architectures.Length - start));
            CheckIndices(own);
            fixed (int* architecture = own)
            fixed (double* accuracy = &accuracies[start], cost = &costs[start])
                if (SplitMix64.FillsByVectors)
                {
                    random.Fill(new Span<uint>(filled, own.Length));
                    if (_mayRefuse)
                        Train<FilledDraws, SomeRefused, ListedRuns>(architecture, new FilledDraws(filled), accuracy, cost, own.Length);
                    else if (_runsOfEach == 0)
                        Train<FilledDraws, NoneRefused, ListedRuns>(architecture, new FilledDraws(filled), accuracy, cost, own.Length);
                    else
                        Train<FilledDraws, NoneRefused, EqualRuns>(architecture, new FilledDraws(filled), accuracy, cost, own.Length);
                }
                else
                {
                    random = Train<FreshDraws, SomeRefused, ListedRuns>(architecture, new FreshDraws(random), accuracy, cost, own.Length).Random;
                }
        }
    }

    // A loop of its own, so that all it needs stays in registers; no call in it comes back.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe TDraws Train<TDraws, TRefusals, TRuns>(int* architectures, TDraws draws, double* accuracies, double* costs, int count)
        where TDraws : struct, IDraws
        where TRefusals : struct, IRefusals
        where TRuns : struct, IChosenRun
    {
        int* firstRuns = _firstRuns;
        uint runsOfEach = _runsOfEach;
        Training* trainings = _firstTraining;
        for (int i = 0; i < count; i++)
        {
            uint draw = draws.Next(i);
            Training* training = trainings + TRuns.Of(firstRuns, runsOfEach, (uint)architectures[i], draw);
            if (TRefusals.Is(&training->Accuracy))
                Refuse(architectures[i], draw);
            (accuracies[i], costs[i]) = (training->Accuracy, training->Cost);
        }
        GC.KeepAlive(this);
        return draws;
    }

    // Whether a run is refused.
    private unsafe interface IRefusals
    {
        static abstract bool Is(double* accuracy);
    }

    private readonly struct SomeRefused : IRefusals
    {
        public static unsafe bool Is(double* accuracy) => RefusedMark.Is(accuracy);
    }

    // None of the view's is.
    private readonly struct NoneRefused : IRefusals
    {
        public static unsafe bool Is(double* accuracy) => false;
    }

    // Where the draws come from.
    private interface IDraws
    {
        uint Next(int index);
    }

    // Made many at a time, before.
    private readonly unsafe struct FilledDraws(uint* draws) : IDraws
    {
        public uint Next(int index) => draws[index];
    }

    // Made as they are needed.
    private struct FreshDraws(SplitMix64 random) : IDraws
    {
        public SplitMix64 Random = random;

        public uint Next(int index) => Random.NextUInt32();
    }
}
