using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Studies.Tests.Support;

/// <summary>An oracle of nobody's benchmark: the accuracy is the sum of all digits, an epoch costs a second.</summary>
internal sealed class OwnOracle(params Quantity[] quantities) : IOracle
{
    public ArchitectureSpace Space { get; } = ArchitectureSpace.Whole(SearchSpace.Size);

    public Fidelities Fidelities { get; } = new([1, 2, 3, 4], isLadder: false, "there are no others");

    public SeedPolicy Seeds => SeedPolicy.Sampled;

    public bool Resumes => false;

    public IReadOnlyList<Quantity> Quantities => quantities;

    public double Accuracy(int architecture)
    {
        int sum = 0;
        foreach (byte digit in Space.Digits(architecture))
            sum += digit;
        return sum;
    }

    public Evaluation Evaluate(int architecture, int epochs, uint draw) => new(Accuracy(architecture), epochs);

    public void Evaluate(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations)
    {
        for (int i = 0; i < architectures.Length; i++)
            evaluations[i] = Evaluate(architectures[i], epochs, draws[i]);
    }

    public ReadOnlySpan<double> Objectives(int architecture) => new double[quantities.Length].Select((_, i) => (double)Space.Digits(architecture)[i]).ToArray();

    public double TrainingSeconds(int architecture, int epochs, uint draw) => epochs;

    public LearningCurve Curve(int architecture, int epochs, uint draw) => throw new NotSupportedException();

    public long? Seed(int architecture, int epochs, uint draw) => null;
}
