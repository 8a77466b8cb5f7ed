using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Runs trials of random search, one training after the other. Eight trainings at a time go through four steps in one loop: their architectures
/// are drawn, their runs are drawn, they are counted, they are added up; each step is at another eight, so that none waits for the one before it.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="begin">Begins a trial whose log points are kept.</param>
internal sealed unsafe class SequentialRandomTrialLoop(Experiment experiment, Func<SearchContext, HyperParameters, RandomSearch> begin)
    : TrialLoop<RandomSearch, SampledTrainings>(experiment, begin, new SampledTrainings((TableOracle)experiment.Oracle), workers: null)
{
    private const int Eight = SplitMix64.Eight;

    // So many trainings are taken before the standing is told.
    private const int Block = 32 * Eight;

    // How far the first two steps are ahead of the last one.
    private const int ArchitecturesAhead = 3 * Eight, RunsAhead = 2 * Eight;

    private readonly TableOracle _oracle = (TableOracle)experiment.Oracle;
    private readonly uint _runsOfEach = ((TableOracle)experiment.Oracle).RunsOfEachAfter(experiment.Oracle.Fidelities.Full);
    private readonly double _seconds = experiment.Budget.Seconds ?? double.PositiveInfinity;

    // Before each eight the best reward, and the clock above it.
    private readonly AlignedArray<Vector128<double>> _stands = new((Block / Eight) + 1);

    // Of each training the architecture, and above it the place of its run in the table of numbers.
    private readonly AlignedArray<ulong> _drawn = new(Block + ArchitecturesAhead);

    /// <summary>Whether it can run an experiment: where no clock goes back.</summary>
    public static bool Fits(Experiment experiment) =>
        SampledTrainings.Fit(experiment.Oracle) && ((TableOracle)experiment.Oracle).LeastCost(experiment.Oracle.Fidelities.Full) >= 0;

    public override void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation)
    {
        if (_runsOfEach == 0)
            Run<ListedRuns>(firstTrial, ends, cancellation);
        else
            Run<EqualRuns>(firstTrial, ends, cancellation);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<TRuns>(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation)
        where TRuns : struct, IChosenRun
    {
        for (int i = 0; i < ends.Length; i++)
        {
            TrialWorld world = WorldOf(firstTrial + i);
            Begin(firstTrial + i, world);
            Standing = new TrialStanding(Budget, prefersLonger: false);
            Conclude(TakeBeforeBudget<TRuns>(world.Designs, cancellation), Eight);
            ends[i] = Standing.End();
        }
    }

    // Takes eights up to the first one that is not before the budget: where that stands.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private Vector128<double>* TakeBeforeBudget<TRuns>(SplitMix64 designs, CancellationToken cancellation)
        where TRuns : struct, IChosenRun
    {
        ulong* first = _drawn.First, last = first + Block;
        double* table = _oracle.Runs;
        double seconds = _seconds;
        uint architectures = (uint)_oracle.Space.Count, runsOfEach = _runsOfEach;
        int* firstRuns = _oracle.FirstRuns;
        ulong key = Trainings.DrawKey;
        byte* entries = (byte*)Trainings.Counts.First;
        int zero = Trainings.Counts.Zero;
        byte one = (byte)(zero + 1);

        for (int i = 0; i < ArchitecturesAhead; i += Eight)
            designs.NextEight(architectures, first + i);
        for (int i = 0; i < RunsAhead; i += Eight)
            DrawRuns<TRuns>(key, firstRuns, runsOfEach, first + i);
        int counted = CountNew(entries, zero, one, first);
        if (counted < Eight)
            CountAgain<TRuns>(first, counted);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            ulong* next = first, left = first + Standing.Left;
            Vector128<double>* stand = _stands.First;
            *stand = Vector128.Create(Standing.Before().Reward, Standing.Clock);
            do
            {
                // Accuracies are summed up in vain. Begun anew where there was a call, for a call leaves nothing in vector registers.
                Vector128<double> clock = *stand, best = clock;
                do
                {
                    Take(table, next, ref clock, ref best);
                    Take(table, next + 1, ref clock, ref best);
                    Take(table, next + 2, ref clock, ref best);
                    Take(table, next + 3, ref clock, ref best);
                    Take(table, next + 4, ref clock, ref best);
                    Take(table, next + 5, ref clock, ref best);
                    Take(table, next + 6, ref clock, ref best);
                    Take(table, next + 7, ref clock, ref best);
                    next += Eight;
                    if (!(clock.GetElement(1) < seconds) || next > left)
                        return stand;
                    *++stand = Vector128.ConditionalSelect(Vector128.Create(ulong.MaxValue, 0).AsDouble(), best, clock);
                    designs.NextEight(architectures, next + ArchitecturesAhead - Eight);
                    DrawRuns<TRuns>(key, firstRuns, runsOfEach, next + RunsAhead - Eight);
                    counted = CountNew(entries, zero, one, next);
                }
                while (counted == Eight && next != last);
                if (counted < Eight)
                    CountAgain<TRuns>(next, counted);
            }
            while (next != last);
            Conclude(stand, 0);
            new Span<ulong>(last, ArchitecturesAhead).CopyTo(new Span<ulong>(first, ArchitecturesAhead));
        }
    }

    // Tells the standing of a block: of the eights before one, and of so many after them up to the budget.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Conclude(Vector128<double>* stand, int after)
    {
        EvaluationsBefore before = Standing.Before();
        ulong* first = _drawn.First, next = first + ((stand - _stands.First) * Eight), end = next + after, left = first + Standing.Left;
        if (left > end)
            left = end;
        double* table = _oracle.Runs;
        // The last two before the budget are told one by one: where it comes at once, those before it are taken again.
        if (next > first && (next >= left || !(stand->GetElement(1) + Training(table, *next)[1] < _seconds)))
        {
            next -= Eight;
            stand--;
        }
        double reward = stand->ToScalar();
        before.Begin(stand->GetElement(1), _seconds, reward, reward == before.Reward ? before.Incumbent : FirstOf(reward, stand));
        while (next < left && before.TryTake((int)(uint)*next, Training(table, *next)[0], Training(table, *next)[1]))
            next++;
        Standing.Add(before, (int)(next - first), _oracle.Fidelities.Full);
        if (next < end)
            Standing.Add(Standing.Clock + Training(table, *next)[1], Training(table, *next)[0], (int)(uint)*next, _oracle.Fidelities.Full);
    }

    // The first architecture of a best reward.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FirstOf(double reward, Vector128<double>* stand)
    {
        int lower = 0;
        for (Vector128<double>* earlier = _stands.First; earlier < stand; earlier++)
            lower += Unsafe.BitCast<bool, byte>(earlier->ToScalar() < reward);
        ulong* drawn = _drawn.First + ((lower - 1) * Eight);
        double* table = _oracle.Runs;
        uint equal = 0;
        for (int i = 0; i < Eight; i++)
            equal |= (uint)Unsafe.BitCast<bool, byte>(*Training(table, drawn[i]) == reward) << i;
        return (int)(uint)drawn[int.TrailingZeroCount((int)equal)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DrawRuns<TRuns>(ulong key, int* firstRuns, uint runsOfEach, ulong* drawn)
        where TRuns : struct, IChosenRun
    {
        if (typeof(TRuns) == typeof(EqualRuns))
        {
            SplitMix64.ChooseEight(key, runsOfEach, drawn);
            return;
        }
        for (int i = 0; i < Eight; i++)
            drawn[i] = Drawn<TRuns>(firstRuns, runsOfEach, (uint)drawn[i], TrialWorld.Draw(key, (int)drawn[i], 0));
    }

    // Counts eight trainings up to the first one whose architecture was trained before: how many.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountNew(byte* entries, int zero, byte one, ulong* drawn) =>
        !IsNew(entries, zero, one, drawn) ? 0 : !IsNew(entries, zero, one, drawn + 1) ? 1 : !IsNew(entries, zero, one, drawn + 2) ? 2
        : !IsNew(entries, zero, one, drawn + 3) ? 3 : !IsNew(entries, zero, one, drawn + 4) ? 4 : !IsNew(entries, zero, one, drawn + 5) ? 5
        : !IsNew(entries, zero, one, drawn + 6) ? 6 : !IsNew(entries, zero, one, drawn + 7) ? 7 : Eight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNew(byte* entries, int zero, byte one, ulong* drawn)
    {
        byte* entry = entries + (uint)*drawn;
        if (*entry > zero)
            return false;
        *entry = one;
        return true;
    }

    // Goes on from there.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void CountAgain<TRuns>(ulong* drawn, int from)
        where TRuns : struct, IChosenRun
    {
        for (int i = from; i < Eight; i++)
        {
            uint architecture = (uint)drawn[i];
            if (Trainings.Counts.Next((int)architecture) is > 0 and int earlier)
                drawn[i] = Drawn<TRuns>(_oracle.FirstRuns, _runsOfEach, architecture, TrialWorld.Draw(Trainings.DrawKey, (int)architecture, earlier));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Drawn<TRuns>(int* firstRuns, uint runsOfEach, uint architecture, uint draw)
        where TRuns : struct, IChosenRun => architecture | (2 * (ulong)TRuns.Of(firstRuns, runsOfEach, architecture, draw) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double* Training(double* table, ulong drawn) => table + (drawn >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(double* table, ulong* drawn, ref Vector128<double> clock, ref Vector128<double> best)
    {
        Vector128<double> training = Vector128.LoadAligned(table + ((uint*)drawn)[1]);
        clock += training;
        best = Vector128.MaxNative(best, training);
    }
}
