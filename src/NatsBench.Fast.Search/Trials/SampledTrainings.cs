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
    /// <summary>The most architectures that are trained at once.</summary>
    public const int Most = 64;

    private readonly TableOracle _oracle = oracle;
    private readonly int _epochs = oracle.Fidelities.Full;
    private readonly TrainingCounts _counts = new(oracle.Space.Count);
    private ulong _drawKey;

    /// <summary>Whether an oracle is such a one.</summary>
    public static bool Fit(IOracle oracle) => oracle is TableOracle { Space.IsWhole: true, Resumes: false, Seeds: SeedPolicy.Sampled, IsMean: false };

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

    public readonly void Train(ReadOnlySpan<int> architectures, int epochs, Span<Evaluation> evaluations)
    {
        Span<ulong> places = stackalloc ulong[Most];
        Span<uint> draws = stackalloc uint[Most];
        for (int start = 0; start < architectures.Length; start += Most)
        {
            ReadOnlySpan<int> own = architectures.Slice(start, int.Min(Most, architectures.Length - start));
            for (int i = 0; i < own.Length; i++)
                places[i] = TrialWorld.PlaceOf(own[i], _counts.Next(own[i]));
            TrialWorld.Draw(_drawKey, places[..own.Length], draws);
            _oracle.Evaluate(own, epochs, draws[..own.Length], evaluations.Slice(start, own.Length));
        }
    }
}
