using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Runs trials of ASHA by several workers in simulated time. Whatever begins now ends later by what the cheapest training costs, so that all
/// who end before that are known: what they gave is observed and what they train next is chosen, one after the other, nearly always by what
/// is plain of a rung. Then their draws are made together, and then those trainings, so that nothing waits for who is promoted, nor a read
/// for another. Used by one thread.
/// </summary>
internal sealed unsafe class AshaTrialLoop : TrialLoop<Asha, SampledTrainings>
{
    private const int Designs = 64;

    // So many may be observed plainly before it is looked whether there is room for more.
    private const int Room = 1024;

    private readonly TableOracle _oracle;
    private readonly int _workers;
    private readonly NextEnds _ends;

    // What the pointers point into.
    private readonly Rooms _rooms = new();

    // By worker.
    private readonly Training* _trainings;

    // What those that begin together give.
    private readonly double** _runs;

    // When and by whom the first ones of a trial are begun.
    private readonly double[] _firstClocks;
    private readonly int* _firstWorkers;

    // The next designs, from _nextDesign to the one before _lastDesign.
    private readonly int* _designs;
    private int _nextDesign;
    private int _lastDesign;

    // How many were observed before those that end together.
    private int _observed;

    private PlannedRung* _rungs;
    private int _last;
    private double _leastCost;

    // Whether all architectures have as many runs, on each rung.
    private bool _areEqual;

    // What is observed on the last rung is needed no more.
    private readonly Ranked* _unneeded;

    // Before something was observed on the last rung the best so far may be of any, and nothing is plain.
    private bool _isReached;
    private bool _anyWaits;

    // Of Room, what is left.
    private int _room;

    /// <summary>Prepares to run trials.</summary>
    /// <param name="experiment">The experiment, of such an oracle as <see cref="SampledTrainings.Fit"/> asks for.</param>
    /// <param name="begin">Begins a trial.</param>
    /// <param name="workers">The workers, for trials whose log points are kept.</param>
    public AshaTrialLoop(Experiment experiment, Func<SearchContext, HyperParameters, Asha> begin, Workers workers)
        : base(experiment, begin, new SampledTrainings((TableOracle)experiment.Oracle, TrainingCounts.MostOfLong), workers)
    {
        (_oracle, _workers, _ends) = ((TableOracle)experiment.Oracle, experiment.Workers, new NextEnds(experiment.Workers));
        _firstClocks = new double[_workers];
        _firstWorkers = _rooms.Of<int>(_workers);
        for (int worker = 0; worker < _workers; worker++)
            _firstWorkers[worker] = worker;
        _trainings = _rooms.Of<Training>(_workers);
        _runs = (double**)_rooms.Of<nint>(_workers);
        _designs = _rooms.Of<int>(_workers + Designs);
        _unneeded = _rooms.Of<Ranked>(_workers);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void RunToEnd(CancellationToken cancellation)
    {
        if (_rungs == null)
            Bind();
        if (!(_leastCost >= 0))
        {
            // Time would run backwards.
            base.RunToEnd(cancellation);
            return;
        }
        _ends.Clear();
        (_nextDesign, _lastDesign, _observed) = (0, 0, 0);
        (_isReached, _anyWaits) = (false, false);
        _rungs[_last].Plain = new PlainRung { Better = double.PositiveInfinity, Worse = double.NegativeInfinity, Levels = uint.MaxValue };
        OpenAll();
        DrawDesigns(_workers);
        int begun = 0;
        for (; begun < _workers && GoesOn(0, begun); begun++)
            _trainings[begun].Whose = Training.Of(_designs[_nextDesign++], 0);
        Train(_firstClocks.AsSpan(0, begun), _firstWorkers);
        while (_ends.TakeTogether(_leastCost, out ReadOnlySpan<double> clocks, out ReadOnlySpan<int> who))
        {
            cancellation.ThrowIfCancellationRequested();
            DrawDesigns(clocks.Length);
            int going = clocks.Length;
            while (going > 0 && !GoesOn(clocks[going - 1], begun + going - 1))
                going--;
            if (Standing.AllEndBefore(clocks[^1], clocks.Length))
                ObserveBeforeBudget(clocks, _ends.Taken, going);
            else
                for (int i = 0; i < clocks.Length; i++)
                {
                    Training ended = _trainings[who[i]];
                    Standing.Add(clocks[i], ended.Reward, ended.Architecture, _rungs[ended.Rung].Epochs);
                    Observe(ended, i, who[i], i < going);
                }
            _observed += clocks.Length;
            Train(clocks[..going], _ends.Taken);
            begun += going;
        }
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ObserveBeforeBudget(ReadOnlySpan<double> clocks, int* who, int going)
    {
        if (_room < clocks.Length)
        {
            for (int rung = 0; rung < _last; rung++)
                Algorithm.Rungs[rung].Close(_rungs[rung].Plain, _observed);
            OpenAll();
        }
        _room -= clocks.Length;
        _rungs[_last].Plain.NextWorse = _unneeded;
        int earlier = Standing.Incumbent;
        for (int i = 0; ; i++)
        {
            if (!_anyWaits)
                i = ObservePlainly(who, i, going);
            if (i == clocks.Length)
                break;
            Training ended = _trainings[who[i]];
            int incumbent = Standing.Incumbent;
            Standing.Improve(ended.Reward, ended.Architecture, _rungs[ended.Rung].Epochs);
            earlier = i == clocks.Length - 1 ? incumbent : Standing.Incumbent;
            Observe(ended, i, who[i], i < going);
        }
        Standing.AddImproved(clocks, earlier);
    }

    // Observes one after the other, and chooses what is trained next, as long as that is plain; returns where it is not.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int ObservePlainly(int* who, int place, int going)
    {
        Training* trainings = _trainings;
        byte* rungs = (byte*)_rungs;
        int* design = _designs + _nextDesign;
        int eta = Algorithm.Eta, observed = _observed, i = place;
        for (; i < going; i++)
        {
            Training* training = trainings + who[i];
            ulong whose = training->Whose;
            PlannedRung* rung = (PlannedRung*)(rungs + (whose >> 32));
            if (!PlainRung.TryObserve(&rung->Plain, training->Reward, observed + i, (int)whose, eta, out int promoted))
                break;
            ulong drawn = (uint)*design;
            design += 1 + promoted;
            training->Whose = drawn ^ ((drawn ^ (whose + Training.NextRung)) & (ulong)(long)promoted);
        }
        _nextDesign = (int)(design - _designs);
        return i;
    }

    // Observes what is not plain, or may not be, and chooses what is trained next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Observe(in Training ended, int place, int worker, bool isGoing)
    {
        int rung = ended.Rung;
        if (rung < _last)
        {
            Algorithm.Rungs[rung].Close(_rungs[rung].Plain, _observed + place);
            Algorithm.Rungs[rung].Add(ended.Architecture, ended.Reward);
        }
        else
        {
            // Whatever is no better than the best so far changes nothing.
            ref double worse = ref _rungs[_last].Plain.Worse;
            worse = double.Max(worse, double.BitIncrement(ended.Reward));
        }
        int promoted = rung;
        if (isGoing)
        {
            if (Algorithm.TryPromote(out int architecture, out int next))
                promoted = next - 1;
            else
                architecture = _designs[_nextDesign++];
            _trainings[worker].Whose = Training.Of(architecture, next);
        }
        if (rung < _last)
            Open(rung);
        else if (!_isReached)
        {
            _isReached = true;
            for (int other = 0; other < _last; other++)
                Open(other);
        }
        if (promoted != rung)
            Open(promoted);
        _anyWaits = Algorithm.AnyWaits;
    }

    private void OpenAll()
    {
        _room = Room;
        for (int rung = 0; rung < _last; rung++)
            Open(rung);
    }

    private void Open(int rung)
    {
        ref PlainRung plain = ref _rungs[rung].Plain;
        // Before the next look at the room those that end with this one may come too.
        Algorithm.Rungs[rung].Open(ref plain, _workers + Room);
        if (!_isReached)
            (plain.Better, plain.Worse) = (double.PositiveInfinity, double.NegativeInfinity);
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

    // Each begins what was chosen for it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Train(ReadOnlySpan<double> starts, int* who)
    {
        if (_areEqual)
            Draw<EqualRuns>(who, starts.Length);
        else
            Draw<ListedRuns>(who, starts.Length);
        double** runs = _runs;
        Training* trainings = _trainings;
        double* ends = _ends.ByWorker;
        int* numbers = _ends.Numbers;
        int begun = _ends.Begun;
        for (int i = 0; i < starts.Length; i++)
        {
            nint worker = who[i];
            double* run = runs[i];
            trainings[worker].Reward = run[0];
            ends[worker] = starts[i] + run[1];
            numbers[worker] = begun + i;
        }
        _ends.Begin(starts.Length);
    }

    // What a training gives comes nearer while others are drawn.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Draw<TRuns>(int* who, int count)
        where TRuns : struct, IChosenRun
    {
        double** runs = _runs;
        Training* trainings = _trainings;
        byte* rungs = (byte*)_rungs, counts = (byte*)Trainings.Counts.First;
        ulong drawKey = Trainings.DrawKey;
        for (int i = 0; i < count; i++)
        {
            ulong whose = trainings[who[i]].Whose;
            uint architecture = (uint)whose;
            int earlier = counts[architecture];
            if (earlier == TrainingCounts.MostOfLong)
                earlier = Trainings.Counts.NextOfMany((int)architecture);
            else
                counts[architecture] = (byte)(earlier + 1);
            double* run = ((PlannedRung*)(rungs + (whose >> 32)))->Run<TRuns>(architecture, TrialWorld.Draw(drawKey, (int)architecture, earlier));
            if (Sse.IsSupported)
                Sse.Prefetch0(run);
            runs[i] = run;
        }
    }

    private void Bind()
    {
        int[] epochs = [.. Algorithm.Epochs];
        PlannedRung* rungs = _rooms.Of<PlannedRung>(epochs.Length);
        for (int rung = 0; rung < epochs.Length; rung++)
            rungs[rung] = new PlannedRung(_oracle, epochs[rung]);
        _areEqual = epochs.All(length => _oracle.RunsOfEachAfter(length) > 0);
        _leastCost = epochs.Min(_oracle.LeastCost);
        _rungs = rungs;
        _last = epochs.Length - 1;
    }

    private struct Training
    {
        public double Reward;

        // The architecture, and above it how many bytes its rung lies behind the first.
        public ulong Whose;

        /// <summary>What <see cref="Whose"/> is greater by on the next rung.</summary>
        public static ulong NextRung => (ulong)sizeof(PlannedRung) << 32;

        public readonly int Architecture => (int)(uint)Whose;

        public readonly int Rung => (int)(Whose >> 32) / sizeof(PlannedRung);

        public static ulong Of(int architecture, int rung) => (uint)architecture | ((ulong)(rung * sizeof(PlannedRung)) << 32);
    }

    // While the oracle lives.
    private struct PlannedRung(TableOracle oracle, int epochs)
    {
        public PlainRung Plain;
        public readonly int Epochs = epochs;
        private readonly uint _each = oracle.RunsOfEachAfter(epochs);
        private readonly int* _firstRuns = oracle.FirstRunsAfter(epochs);

        // Accuracy and cost side by side.
        private readonly double* _runs = oracle.RunsAfter(epochs);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly double* Run<TRuns>(uint architecture, uint draw)
            where TRuns : struct, IChosenRun => _runs + 2 * TRuns.Of(_firstRuns, _each, architecture, draw);
    }
}
