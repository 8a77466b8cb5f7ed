using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Runs trials of steepest local search, several side by side.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="begin">Begins a trial.</param>
internal sealed class LocalSearchTrialLoop(Experiment experiment, Func<SearchContext, HyperParameters, LocalSearch> begin)
    : BlockwiseTrialLoop<LocalSearch, SampledTrainings>(experiment, begin, new SampledTrainings((TableOracle)experiment.Oracle), workers: null)
{
    private readonly TableOracle _oracle = (TableOracle)experiment.Oracle;
    private LocalSearchLanes? _lanes;

    /// <summary>Whether it can run an experiment: where neighbours are digits, and no clock goes back.</summary>
    public static bool Fits(Experiment experiment) =>
        experiment.Oracle.Space.Positions > 0 && LocalSearch.IsSteepest(experiment.Parameters) && SampledTrainings.Fit(experiment.Oracle)
        && experiment.Oracle.Space.Count <= ushort.MaxValue + 1 && ((TableOracle)experiment.Oracle).LeastCost(experiment.Oracle.Fidelities.Full) >= 0;

    public override int TrialsTogether => 512;

    public override void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation)
    {
        LocalSearchLanes lanes = _lanes ??= new LocalSearchLanes(_oracle, Budget.Seconds ?? double.PositiveInfinity);
        lanes.Clear();
        int left = new TrialStanding(Budget, prefersLonger: false).Left, begun = 0;
        for (; begun < int.Min(ends.Length, LocalSearchLanes.Most); begun++)
            Begin(lanes, begun, firstTrial, begun, left);
        while (lanes.Running > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            lanes.Advance();
            for (int lane = lanes.Running - 1; lane >= 0; lane--)
            {
                if (lanes.TryTake(lane))
                    continue;
                ends[lanes.Trial(lane)] = End(lanes, lane);
                if (begun < ends.Length)
                    Begin(lanes, lane, firstTrial, begun++, left);
                else
                    lanes.End(lane);
            }
        }
    }

    private void Begin(LocalSearchLanes lanes, int lane, long firstTrial, int trial, int left)
    {
        (TrialWorld world, SplitMix64 random) = StreamsOf(firstTrial + trial);
        lanes.Begin(lane, trial, world, random, left);
    }

    private TrialEnd End(LocalSearchLanes lanes, int lane)
    {
        TrialStanding standing = new(Budget, prefersLonger: false);
        lanes.Conclude(lane, ref standing, _oracle.Fidelities.Full);
        return standing.End();
    }
}
