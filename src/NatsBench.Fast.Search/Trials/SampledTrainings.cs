using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// The paper's trainings: of a benchmark that has every architecture, each from scratch with a seed of its own. As
/// <see cref="OracleTrainings"/>, without what such an oracle never asks.
/// </summary>
/// <param name="oracle">Such a one.</param>
/// <param name="mostCounted">As <see cref="TrainingCounts"/> asks for it.</param>
internal struct SampledTrainings(TableOracle oracle, int mostCounted = TrainingCounts.MostCounted) : ITrainings
{
    private readonly TableOracle _oracle = oracle;
    private readonly int _epochs = oracle.Fidelities.Full;
    private readonly TrainingCounts _counts = new(oracle.Space.Count, mostCounted);
    private readonly uint[] _draws = new uint[ITrainingBlock.Most];
    private ulong _drawKey;

    /// <summary>Whether an oracle is such a one.</summary>
    public static bool Fit(IOracle oracle) => oracle is TableOracle { Space.IsWhole: true, Resumes: false, Seeds: SeedPolicy.Sampled, IsMean: false };

    /// <summary>How often each architecture was trained.</summary>
    public readonly TrainingCounts Counts => _counts;

    /// <summary>The key of the trial's draws.</summary>
    public readonly ulong DrawKey => _drawKey;

    public void Begin(TrialWorld world)
    {
        _counts.Begin();
        _drawKey = world.DrawKey;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Evaluation Train(ref Proposal proposal, out uint draw)
    {
        int architecture = proposal.Architecture;
        draw = TrialWorld.Draw(_drawKey, architecture, _counts.Next(architecture));
        return proposal.Epochs == _epochs ? _oracle.EvaluateFull(architecture, draw) : _oracle.Evaluate(architecture, proposal.Epochs, draw);
    }

    /// <summary>Trains many for the most epochs: as one after the other.</summary>
    /// <param name="architectures">Allowed architectures, <see cref="ITrainingBlock.Most"/> at most.</param>
    /// <param name="evaluations">Receives what each gives; as long.</param>
    public readonly void TrainFully(ReadOnlySpan<int> architectures, Span<Evaluation> evaluations) =>
        _oracle.EvaluateFull(architectures, Draw(architectures), evaluations);

    /// <summary>The same of any number of architectures, for who compares accuracies and no more.</summary>
    /// <param name="architectures">Allowed architectures.</param>
    /// <param name="runs">Receives the <see cref="RankedRun.Key"/> of what each draws; as long.</param>
    /// <param name="costs">Receives what each costs; as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly unsafe void TrainFully(ReadOnlySpan<int> architectures, Span<ulong> runs, Span<double> costs)
    {
        RankedRun* all = _oracle.Ranked.First;
        int* firstRuns = _oracle.FirstRuns;
        for (int first = 0; first < architectures.Length; first += ITrainingBlock.Most)
        {
            ReadOnlySpan<uint> draws = Draw(architectures.Slice(first, int.Min(architectures.Length - first, ITrainingBlock.Most)));
            for (int i = 0; i < draws.Length; i++)
            {
                RankedRun run = all[TableOracle.ChosenRun(firstRuns, architectures[first + i], draws[i])];
                (runs[first + i], costs[first + i]) = (run.Key, run.Cost);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly unsafe void RunFully(ReadOnlySpan<int> architectures, Span<double> rewards, ref TrialStanding standing)
    {
        ReadOnlySpan<uint> draws = Draw(architectures);
        ReadOnlySpan<int> within = architectures[..int.Min(architectures.Length, standing.Left)];
        int taken;
        if (rewards.IsEmpty)
        {
            EvaluationsBefore before = standing.Before();
            taken = _oracle.RunFull(within, draws, ref before);
            standing.Add(before, taken, _epochs);
        }
        else
            fixed (double* first = rewards[..architectures.Length])
            {
                RewardsKept kept = new(first);
                standing.Begin(ref kept.Evaluations);
                taken = _oracle.RunFull(within, draws, ref kept);
                standing.Add(kept.Evaluations, taken, _epochs);
            }
        if (taken == architectures.Length)
            return;
        Evaluation last = _oracle.EvaluateFull(architectures[taken], draws[taken]);
        standing.Add(standing.Clock + last.Cost, last.Accuracy, architectures[taken], _epochs);
    }

    // As if each were trained for the first time; then those few that are not.
    private readonly ReadOnlySpan<uint> Draw(ReadOnlySpan<int> architectures)
    {
        Span<uint> draws = _draws.AsSpan(0, architectures.Length);
        TrialWorld.Draw(_drawKey, architectures, draws);
        for (int i = 0; (i = _counts.CountNew(architectures, i)) < architectures.Length; i++)
            draws[i] = TrialWorld.Draw(_drawKey, architectures[i], _counts.Next(architectures[i]));
        return draws;
    }
}
