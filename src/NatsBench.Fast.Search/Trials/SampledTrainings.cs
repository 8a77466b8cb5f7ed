using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// The paper's trainings: of a benchmark that has every architecture, each from scratch with a seed of its own. As
/// <see cref="OracleTrainings"/>, without what such an oracle never asks.
/// </summary>
internal struct SampledTrainings(TableOracle oracle) : ITrainings
{
    private readonly TableOracle _oracle = oracle;
    private readonly int _epochs = oracle.Fidelities.Full;
    private readonly TrainingCounts _counts = new(oracle.Space.Count);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Evaluation TrainFully(int architecture) =>
        _oracle.EvaluateFull(architecture, TrialWorld.Draw(_drawKey, architecture, _counts.Next(architecture)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void TrainFully(ReadOnlySpan<int> architectures, Span<Evaluation> evaluations)
    {
        ReadOnlySpan<uint> draws = Draw(architectures);
        _oracle.EvaluateFull(architectures, draws, evaluations);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void RunFully(ReadOnlySpan<int> architectures, ref TrialStanding standing)
    {
        ReadOnlySpan<uint> draws = Draw(architectures);
        EvaluationsBefore before = standing.Before();
        int taken = _oracle.RunFull(architectures[..int.Min(architectures.Length, standing.Left)], draws, ref before);
        standing.Add(before, taken, _epochs);
        if (taken == architectures.Length)
            return;
        Evaluation first = _oracle.EvaluateFull(architectures[taken], draws[taken]);
        standing.Add(standing.Clock + first.Cost, first.Accuracy, architectures[taken], _epochs);
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
