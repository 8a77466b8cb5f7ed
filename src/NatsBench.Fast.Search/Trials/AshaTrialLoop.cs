using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Internals;
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
    private readonly List<object> _memory = [];

    // By worker.
    private readonly Training* _trainings;

    // Those that begin together.
    private readonly PlannedTraining* _plans;
    private int _planned;

    // The next designs, from _nextDesign on.
    private readonly int* _designs;
    private int _nextDesign = Designs;

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
        _trainings = Room<Training>(_workers);
        _plans = Room<PlannedTraining>(_workers);
        _designs = Room<int>(Designs);
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
        _nextDesign = Designs;
        ref TrialStanding standing = ref Standing;
        for (_planned = 0; _planned < _workers && GoesOn(0, _planned);)
            PromoteOrDraw(_planned, 0);
        int begun = TrainPlanned();
        while (_ends.TakeTogether(_leastCost, out ReadOnlySpan<double> clocks, out ReadOnlySpan<int> who))
        {
            cancellation.ThrowIfCancellationRequested();
            bool allGoOn = GoesOn(clocks[^1], begun + clocks.Length - 1);
            for (int i = 0; i < clocks.Length; i++)
            {
                (double clock, int worker) = (clocks[i], who[i]);
                ref readonly Training ended = ref _trainings[worker];
                (double reward, int architecture, int rung) = (ended.Reward, ended.Architecture, ended.Rung);
                standing.Add(clock, reward, architecture, _tables[rung].Epochs);
                bool goesOn = allGoOn || GoesOn(clock, begun + _planned);
                if (goesOn && Algorithm.TryObserveAndPromote(rung, architecture, reward, out int promoted))
                {
                    // Which of both it is nobody foretells, so nothing jumps for it.
                    int design = UpcomingDesign();
                    _nextDesign += 1 - promoted;
                    Plan(worker, clock, (architecture & -promoted) | (design & (promoted - 1)), (rung + 1) & -promoted);
                    continue;
                }
                Algorithm.Observe(rung, architecture, reward);
                if (goesOn)
                    PromoteOrDraw(worker, clock);
            }
            begun += TrainPlanned();
        }
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PromoteOrDraw(int worker, double start)
    {
        if (!Algorithm.TryPromote(out int architecture, out int rung))
        {
            architecture = UpcomingDesign();
            _nextDesign++;
        }
        Plan(worker, start, architecture, rung);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int UpcomingDesign()
    {
        if (_nextDesign == Designs)
            DrawDesigns();
        return _designs[_nextDesign];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DrawDesigns()
    {
        Search.NextDesigns(new Span<int>(_designs, Designs));
        _nextDesign = 0;
    }

    // What it gives comes nearer while others are planned.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Plan(int worker, double start, int architecture, int rung)
    {
        uint draw = TrialWorld.Draw(Trainings.DrawKey, architecture, Trainings.Counts.Next(architecture));
        double* run = _tables[rung].At(architecture, draw);
        if (Sse.IsSupported)
            Sse.Prefetch0(run);
        _plans[_planned++] = new PlannedTraining(run, start, worker);
        (_trainings[worker].Architecture, _trainings[worker].Rung) = (architecture, rung);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int TrainPlanned()
    {
        int planned = _planned;
        foreach (ref readonly PlannedTraining plan in new ReadOnlySpan<PlannedTraining>(_plans, planned))
        {
            _trainings[plan.Worker].Reward = plan.Run[0];
            _ends.Add(plan.Worker, plan.Start + plan.Run[1]);
        }
        _planned = 0;
        return planned;
    }

    private void Bind()
    {
        int[] epochs = [.. Algorithm.Epochs];
        RungTable* tables = Room<RungTable>(epochs.Length);
        for (int rung = 0; rung < epochs.Length; rung++)
            tables[rung] = new RungTable(_oracle, epochs[rung]);
        _leastCost = epochs.Min(_oracle.LeastCost);
        _tables = tables;
    }

    private T* Room<T>(int length)
        where T : unmanaged
    {
        AlignedArray<T> room = new(length);
        _memory.Add(room);
        return room.First;
    }

    private struct Training
    {
        public double Reward;
        public int Architecture;
        public int Rung;
    }

    private readonly struct PlannedTraining(double* run, double start, int worker)
    {
        public readonly double* Run = run;
        public readonly double Start = start;
        public readonly int Worker = worker;
    }

    // While the oracle lives: runs of architecture a lie from the a-th first run to the next, accuracy and cost side by side.
    private readonly struct RungTable(TableOracle oracle, int epochs)
    {
        public readonly int Epochs = epochs;
        private readonly int* _firstRuns = oracle.FirstRunsAfter(epochs);
        private readonly double* _runs = oracle.RunsAfter(epochs);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double* At(int architecture, uint draw) => _runs + 2 * (nuint)TableOracle.ChosenRun(_firstRuns, architecture, draw);
    }
}
