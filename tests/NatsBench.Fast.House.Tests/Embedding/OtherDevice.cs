using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.House.Tests.Embedding;

// oracle: begin
/// <summary>The benchmark's accuracies at the speed of another device: every training takes its share of the published time.</summary>
internal sealed class OtherDevice(IOracle benchmark, double share) : IOracle
{
    public ArchitectureSpace Space => benchmark.Space;

    public Fidelities Fidelities => benchmark.Fidelities;

    public SeedPolicy Seeds => benchmark.Seeds;

    public bool Resumes => benchmark.Resumes;

    public IReadOnlyList<Quantity> Quantities => benchmark.Quantities;

    public Evaluation Evaluate(int architecture, int epochs, uint draw)
    {
        Evaluation published = benchmark.Evaluate(architecture, epochs, draw);
        return published with { Cost = share * published.Cost };
    }

    public void Evaluate(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations)
    {
        for (int i = 0; i < architectures.Length; i++)
            evaluations[i] = Evaluate(architectures[i], epochs, draws[i]);
    }

    public double TrainingSeconds(int architecture, int epochs, uint draw) => share * benchmark.TrainingSeconds(architecture, epochs, draw);

    public ReadOnlySpan<double> Objectives(int architecture) => benchmark.Objectives(architecture);

    public LearningCurve Curve(int architecture, int epochs, uint draw) => benchmark.Curve(architecture, epochs, draw);

    public long? Seed(int architecture, int epochs, uint draw) => benchmark.Seed(architecture, epochs, draw);
}
// oracle: end
