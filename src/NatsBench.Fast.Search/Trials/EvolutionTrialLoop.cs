using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Runs trials of regularised evolution, many at a time abreast.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="begin">Begins a trial.</param>
/// <param name="inVectors">Whether in vectors, which needs AVX2.</param>
internal sealed class EvolutionTrialLoop(Experiment experiment, Func<SearchContext, HyperParameters, RegularizedEvolution> begin, bool inVectors)
    : TrialLoop<RegularizedEvolution, SampledTrainings>(experiment, begin, new SampledTrainings((TableOracle)experiment.Oracle), workers: null)
{
    // Beyond these, in a population or a sample, the lanes' memory is too much.
    private const int MostMembers = 1024;

    private readonly TableOracle _oracle = (TableOracle)experiment.Oracle;
    private readonly RegularizedEvolution.Shape _shape = new(experiment.Parameters);
    private readonly SearchContext _search = new(experiment.Oracle, default, default);
    private Room? _room;

    /// <summary>Whether it can run an experiment: where all children are trained from scratch for the most epochs.</summary>
    public static bool Fits(Experiment experiment) =>
        experiment.Oracle.Space.Positions > 0 && SampledTrainings.Fit(experiment.Oracle) && EvolutionLanes.Fit((TableOracle)experiment.Oracle)
        && new RegularizedEvolution.Shape(experiment.Parameters) is { Population: <= MostMembers, Sample: <= MostMembers };

    public override int TrialsTogether => 2048;

    public override void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation)
    {
        if (ends.Length < EvolutionLanes.Count / 2)
        {
            base.Run(firstTrial, ends, cancellation);
            return;
        }
        Room room = _room ??= new Room(_oracle, _shape.Population, MakeLanes);
        int begun = 0, running = 0;
        for (int lane = 0; lane < EvolutionLanes.Count; lane++)
            running += Next(room, lane, firstTrial, ends, ref begun);
        while (running > 0)
            for (uint ended = room.Lanes.Run(cancellation); ended != 0; ended &= ended - 1)
            {
                int lane = int.TrailingZeroCount((int)ended);
                ends[room.Trials[lane]] = End(room, lane);
                running += Next(room, lane, firstTrial, ends, ref begun) - 1;
            }
    }

    private EvolutionLanes MakeLanes(TrainingCounts[] counts) =>
        !inVectors ? new PlainLanes(_oracle, _shape, counts)
        : !_shape.IsAsPublished ? new VectorLanes<OneDigit>(_oracle, _shape, counts)
        : _oracle.Space.Kind == SearchSpace.Topology ? new VectorLanes<EdgeAsPublished>(_oracle, _shape, counts)
        : new VectorLanes<WidthAsPublished>(_oracle, _shape, counts);

    // Begins the next trial that needs children: 1 where there is one.
    private int Next(Room room, int lane, long firstTrial, Span<TrialEnd> ends, ref int begun)
    {
        while (begun < ends.Length)
        {
            int trial = begun++;
            if (Begin(room, lane, firstTrial + trial, out TrialEnd end))
            {
                room.Trials[lane] = trial;
                return 1;
            }
            ends[trial] = end;
        }
        room.Lanes.Idle(lane);
        return 0;
    }

    // The first population is trained whatever the budget: false where it is spent with it.
    private bool Begin(Room room, int lane, long trial, out TrialEnd end)
    {
        ref SampledTrainings trainings = ref room.Trainings[lane];
        ref TrialStanding standing = ref room.Standings[lane];
        BeginContext(trial, _search, ref trainings);
        standing = new TrialStanding(Budget, prefersLonger: false);
        _search.NextDesigns(room.Architectures);
        trainings.TrainFully(room.Architectures, room.Population, room.Costs);
        double seconds = Budget.Seconds ?? double.PositiveInfinity, earlierClock = 0, clock = 0;
        int left = standing.Left - room.Population.Length;
        bool isBeforeBudget = left >= 0;
        foreach (double cost in room.Costs)
        {
            (earlierClock, clock) = (clock, clock + cost);
            isBeforeBudget &= clock < seconds;
        }
        end = default;
        if (!isBeforeBudget)
        {
            end = EndOfFirst(room, ref standing);
            return false;
        }
        room.Lanes.Begin(lane, _search.Random.State, trainings.DrawKey, room.Population, earlierClock, clock, seconds, left);
        return true;
    }

    private TrialEnd EndOfFirst(Room room, ref TrialStanding standing)
    {
        for (int i = 0; i < room.Population.Length; i++)
            standing.Add(standing.Clock + room.Costs[i], _oracle.Ranked.Accuracy(room.Population[i]), room.Architectures[i], _oracle.Fidelities.Full);
        return standing.End();
    }

    private TrialEnd End(Room room, int lane)
    {
        ref TrialStanding standing = ref room.Standings[lane];
        standing.Add(room.Lanes.Before(lane), standing.Left - room.Lanes.Left(lane), _oracle.Fidelities.Full);
        (int architecture, double clock, double accuracy) = room.Lanes.LastOf(lane);
        standing.Add(clock, accuracy, architecture, _oracle.Fidelities.Full);
        return standing.End();
    }

    // What lanes need, and what begins in them.
    private sealed class Room
    {
        public Room(TableOracle oracle, int population, Func<TrainingCounts[], EvolutionLanes> makeLanes)
        {
            Trainings = [.. Enumerable.Range(0, EvolutionLanes.Count).Select(_ => new SampledTrainings(oracle))];
            Lanes = makeLanes([.. Trainings.Select(trainings => trainings.Counts)]);
            (Architectures, Population, Costs) = (new int[population], new ulong[population], new double[population]);
        }

        public SampledTrainings[] Trainings { get; }

        public EvolutionLanes Lanes { get; }

        public TrialStanding[] Standings { get; } = new TrialStanding[EvolutionLanes.Count];

        public int[] Trials { get; } = new int[EvolutionLanes.Count];

        public int[] Architectures { get; }

        public ulong[] Population { get; }

        public double[] Costs { get; }
    }
}
