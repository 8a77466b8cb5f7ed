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
    // Beyond these the lanes' memory is too much.
    private const int MostPopulation = 1024;

    private readonly TableOracle _oracle = (TableOracle)experiment.Oracle;
    private readonly RegularizedEvolution.Shape _shape = new(experiment.Parameters);
    private readonly SearchContext _search = new(experiment.Oracle, default, default);
    private Room? _room;

    /// <summary>Whether it can run an experiment: where all children are trained from scratch for the most epochs.</summary>
    public static bool Fits(Experiment experiment) =>
        experiment.Oracle.Space.Positions > 0 && SampledTrainings.Fit(experiment.Oracle) && EvolutionLanes.Fit((TableOracle)experiment.Oracle) && new RegularizedEvolution.Shape(experiment.Parameters).Population <= MostPopulation;

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
        : !_shape.IsAsPublished ? new VectorLanes<OneDigit>(_oracle, _shape.Population, _shape.Sample, counts)
        : _oracle.Space.Kind == SearchSpace.Topology ? new VectorLanes<EdgeAsPublished>(_oracle, _shape.Population, _shape.Sample, counts)
        : new VectorLanes<WidthAsPublished>(_oracle, _shape.Population, _shape.Sample, counts);

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
        Span<int> architectures = room.Architectures;
        _search.NextDesigns(architectures);
        for (int first = 0; first < architectures.Length; first += ITrainingBlock.Most)
        {
            int count = int.Min(architectures.Length - first, ITrainingBlock.Most);
            trainings.TrainFully(architectures.Slice(first, count), room.Evaluations.AsSpan(first, count));
        }
        EvaluationsBefore before = standing.Before();
        int taken = 0, most = int.Min(architectures.Length, standing.Left);
        while (taken < most && before.TryTake(architectures[taken], room.Evaluations[taken].Accuracy, room.Evaluations[taken].Cost))
            taken++;
        if (taken > 0)
            standing.Add(before, taken, _oracle.Fidelities.Full);
        for (int i = taken; i < architectures.Length; i++)
            standing.Add(standing.Clock + room.Evaluations[i].Cost, room.Evaluations[i].Accuracy, architectures[i], _oracle.Fidelities.Full);
        end = default;
        if (!standing.IsBeforeBudget)
        {
            end = standing.End();
            return false;
        }
        room.Lanes.Begin(lane, _search.Random.State, trainings.DrawKey, standing.Before(), Budget.Seconds ?? double.PositiveInfinity, standing.Left);
        room.Lanes.Put(lane, architectures, room.Evaluations);
        return true;
    }

    private TrialEnd End(Room room, int lane)
    {
        ref TrialStanding standing = ref room.Standings[lane];
        standing.Add(room.Lanes.Before(lane), standing.Left - room.Lanes.Left(lane), _oracle.Fidelities.Full);
        (int architecture, double clock, double accuracy) = room.Lanes.Last(lane);
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
            (Architectures, Evaluations) = (new int[population], new Evaluation[population]);
        }

        public SampledTrainings[] Trainings { get; }

        public EvolutionLanes Lanes { get; }

        public TrialStanding[] Standings { get; } = new TrialStanding[EvolutionLanes.Count];

        public int[] Trials { get; } = new int[EvolutionLanes.Count];

        public int[] Architectures { get; }

        public Evaluation[] Evaluations { get; }
    }
}
