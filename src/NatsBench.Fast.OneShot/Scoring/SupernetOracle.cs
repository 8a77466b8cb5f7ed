using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.OneShot.Scoring;

/// <summary>
/// A trained supernet instead of a table: what a search sees of an architecture is its accuracy with the shared weights. Every evaluation costs one second of the
/// search's clock, so that clocks count evaluations. Each architecture is scored once; thread-safe, one score at a time.
/// </summary>
/// <param name="scorer">The supernet; the caller disposes it.</param>
public sealed class SupernetOracle(SupernetScorer scorer) : IOracle
{
    private readonly Dictionary<int, double> _scores = [];
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public ArchitectureSpace Space { get; } = ArchitectureSpace.Whole(scorer.Plan.Settings.Space);

    /// <inheritdoc/>
    public Fidelities Fidelities { get; } = new([1], isLadder: false, "a supernet scores an architecture without training it");

    /// <inheritdoc/>
    public SeedPolicy Seeds => SeedPolicy.Mean;

    /// <inheritdoc/>
    public bool Resumes => false;

    /// <inheritdoc/>
    public IReadOnlyList<Quantity> Quantities => [];

    /// <summary>How many different architectures were scored.</summary>
    public int Scored
    {
        get
        {
            lock (_lock)
                return _scores.Count;
        }
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(int architecture, int epochs, uint draw)
    {
        lock (_lock)
        {
            if (!_scores.TryGetValue(architecture, out double score))
                _scores.Add(architecture, score = scorer.Score(Space.Text(architecture)));
            return new Evaluation(score, 1);
        }
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations)
    {
        for (int i = 0; i < architectures.Length; i++)
            evaluations[i] = Evaluate(architectures[i], epochs, draws[i]);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Objectives(int architecture) => [];

    /// <inheritdoc/>
    public double TrainingSeconds(int architecture, int epochs, uint draw) => 1;

    /// <inheritdoc/>
    public LearningCurve Curve(int architecture, int epochs, uint draw) => throw new NatsBenchException("a supernet's score has no learning curve");

    /// <inheritdoc/>
    public long? Seed(int architecture, int epochs, uint draw) => null;
}
