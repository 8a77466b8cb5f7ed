using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Runs trials of ASHA by several workers in simulated time. Whatever begins now ends later by what the cheapest training costs, so that all
/// who end before that are known: what they gave is observed and their next trainings are planned, one after the other, and those are then
/// trained together, so that reads wait neither for each other nor for who is promoted. Used by one thread.
/// </summary>
internal sealed unsafe class AshaTrialLoop : TrialLoop<Asha, SampledTrainings>
{
    private const int Designs = 64;

    private readonly TableOracle _oracle;
    private readonly int _workers;
    private readonly NextEnds _ends;

    // What the pointers point into.
    private readonly Rooms _rooms = new();

    // By worker.
    private readonly Training* _trainings;

    // Those that begin together.
    private readonly PlannedTraining* _plans;

    // When and by whom the first ones of a trial are begun.
    private readonly double[] _firstClocks;
    private readonly int[] _firstWorkers;

    // The next designs, from _nextDesign to the one before _lastDesign.
    private readonly int* _designs;
    private int _nextDesign;
    private int _lastDesign;

    // By rung: what trainings give, and the least that one costs on any.
    private RungTable* _tables;
    private double _leastCost;

    /// <summary>Prepares to run trials.</summary>
    /// <param name="experiment">The experiment, of such an oracle as <see cref="SampledTrainings.Fit"/> asks for.</param>
    /// <param name="begin">Begins a trial.</param>
    /// <param name="workers">The workers, for trials whose log points are kept.</param>
    public AshaTrialLoop(Experiment experiment, Func<SearchContext, HyperParameters, Asha> begin, Workers workers)
        : base(experiment, begin, new SampledTrainings((TableOracle)experiment.Oracle), workers)
    {
        (_oracle, _workers, _ends) = ((TableOracle)experiment.Oracle, experiment.Workers, new NextEnds(experiment.Workers));
        (_firstClocks, _firstWorkers) = (new double[_workers], [.. Enumerable.Range(0, _workers)]);
        _trainings = _rooms.Of<Training>(_workers);
        _plans = _rooms.Of<PlannedTraining>(_workers);
        _designs = _rooms.Of<int>(_workers + Designs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void RunToEnd(CancellationToken cancellation)
    {
        if (_tables == null)
            Bind();
        if (!(_leastCost >= 0))
        {
            // Time would run backwards.
            base.RunToEnd(cancellation);
            return;
        }
        _ends.Clear();
        _nextDesign = _lastDesign = 0;
        DrawDesigns(_workers);
        ref TrialStanding standing = ref Standing;
        int begun = 0;
        for (; begun < _workers && GoesOn(0, begun); begun++)
            Plan(begun, _designs[_nextDesign++], 0);
        TrainPlanned(_firstClocks.AsSpan(0, begun), _firstWorkers);
        while (_ends.TakeTogether(_leastCost, out ReadOnlySpan<double> clocks, out ReadOnlySpan<int> who))
        {
            cancellation.ThrowIfCancellationRequested();
            DrawDesigns(clocks.Length);
            int going = clocks.Length;
            while (going > 0 && !GoesOn(clocks[going - 1], begun + going - 1))
                going--;
            bool isPlain = !Algorithm.AnyWaits;
            for (int i = 0; i < clocks.Length; i++)
            {
                ref readonly Training ended = ref _trainings[who[i]];
                (double reward, int architecture, int rung) = (ended.Reward, ended.Architecture, ended.Rung);
                standing.Add(clocks[i], reward, architecture, _tables[rung].Epochs);
                if (isPlain && i < going && Algorithm.TryObserveAndPromote(rung, architecture, reward, out int promoted))
                {
                    // Which of both it is nobody foretells, so nothing jumps for it.
                    int design = _designs[_nextDesign];
                    _nextDesign += 1 - promoted;
                    Plan(i, (architecture & -promoted) | (design & (promoted - 1)), (rung + 1) & -promoted);
                    continue;
                }
                Algorithm.Observe(rung, architecture, reward);
                if (i < going)
                    PromoteOrDraw(i);
                isPlain = !Algorithm.AnyWaits;
            }
            TrainPlanned(clocks[..going], who);
            begun += going;
        }
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PromoteOrDraw(int place)
    {
        if (!Algorithm.TryPromote(out int architecture, out int rung))
            architecture = _designs[_nextDesign++];
        Plan(place, architecture, rung);
    }

    // Makes sure that there are so many.
    private void DrawDesigns(int count)
    {
        if (_lastDesign - _nextDesign >= count)
            return;
        Span<int> designs = new(_designs, _workers + Designs);
        Span<int> left = designs[_nextDesign.._lastDesign];
        left.CopyTo(designs);
        Search.NextDesigns(designs[left.Length..]);
        (_nextDesign, _lastDesign) = (0, designs.Length);
    }

    // What it gives comes nearer while others are planned.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Plan(int place, int architecture, int rung)
    {
        uint draw = TrialWorld.Draw(Trainings.DrawKey, architecture, Trainings.Counts.Next(architecture));
        double* run = _tables[rung].At(architecture, draw);
        if (Sse.IsSupported)
            Sse.Prefetch0(run);
        _plans[place] = new PlannedTraining(run, architecture, rung);
    }

    // Each begins the training planned in its place.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void TrainPlanned(ReadOnlySpan<double> starts, ReadOnlySpan<int> who)
    {
        PlannedTraining* plans = _plans;
        Training* trainings = _trainings;
        NextEnds ends = _ends;
        for (int i = 0; i < starts.Length; i++)
        {
            double* run = plans[i].Run;
            int worker = who[i];
            trainings[worker] = new Training(run[0], plans[i].Architecture, plans[i].Rung);
            ends.Add(worker, starts[i] + run[1]);
        }
    }

    private void Bind()
    {
        int[] epochs = [.. Algorithm.Epochs];
        RungTable* tables = _rooms.Of<RungTable>(epochs.Length);
        for (int rung = 0; rung < epochs.Length; rung++)
            tables[rung] = new RungTable(_oracle, epochs[rung]);
        _leastCost = epochs.Min(_oracle.LeastCost);
        _tables = tables;
    }

    private readonly struct Training(double reward, int architecture, int rung)
    {
        public readonly double Reward = reward;
        public readonly int Architecture = architecture;
        public readonly int Rung = rung;
    }

    private readonly struct PlannedTraining(double* run, int architecture, int rung)
    {
        public readonly double* Run = run;
        public readonly int Architecture = architecture;
        public readonly int Rung = rung;
    }

    // While the oracle lives: runs of architecture a lie from the a-th first run to the next, accuracy and cost side by side.
    private readonly struct RungTable(TableOracle oracle, int epochs)
    {
        public readonly int Epochs = epochs;

        private readonly uint _each = oracle.RunsOfEachAfter(epochs);
        private readonly int* _firstRuns = oracle.FirstRunsAfter(epochs);
        private readonly double* _runs = oracle.RunsAfter(epochs);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double* At(int architecture, uint draw)
        {
            // Mostly there is no need to look where they begin.
            uint run = _each > 0 ? (uint)architecture * _each + (uint)(((ulong)draw * _each) >> 32) : TableOracle.ChosenRun(_firstRuns, architecture, draw);
            return _runs + 2 * (nuint)run;
        }
    }
}
