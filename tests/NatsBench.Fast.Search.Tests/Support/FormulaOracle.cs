using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Tests.Support;

/// <summary>An oracle whose accuracy is a formula of digits and epochs, and whose epoch costs a second, or what else is given.</summary>
internal sealed class FormulaOracle(SearchSpace kind, int[] epochs, Func<byte[], int, double> accuracy) : IOracle
{
    private readonly double[] _none = [];

    public bool IsLadder { get; init; }

    public Func<byte[], double>? SecondsPerEpoch { get; init; }

    public Func<byte[], double[]>? Costs { get; init; }

    public SeedPolicy Seeds => SeedPolicy.Sampled;

    public bool Resumes => false;

    public IReadOnlyList<Quantity> Quantities { get; init; } = [];

    public ArchitectureSpace Space { get; } = ArchitectureSpace.Whole(kind);

    public Fidelities Fidelities => new(epochs, IsLadder, "the formula has no others");

    public double Accuracy(int architecture, int epochs) => accuracy(Digits(architecture), epochs);

    public Evaluation Evaluate(int architecture, int epochs, uint draw) =>
        new(Accuracy(architecture, Fidelities.Require(epochs)), TrainingSeconds(architecture, epochs, draw));

    public void Evaluate(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations)
    {
        for (int i = 0; i < architectures.Length; i++)
            evaluations[i] = Evaluate(architectures[i], epochs, draws[i]);
    }

    public ReadOnlySpan<double> Objectives(int architecture) => Costs?.Invoke(Digits(architecture)) ?? _none;

    public double TrainingSeconds(int architecture, int epochs, uint draw) => epochs * (SecondsPerEpoch?.Invoke(Digits(architecture)) ?? 1);

    public LearningCurve Curve(int architecture, int epochs, uint draw) => throw new NotSupportedException();

    public long? Seed(int architecture, int epochs, uint draw) => null;

    private byte[] Digits(int architecture) => Space.Digits(architecture).ToArray();
}
