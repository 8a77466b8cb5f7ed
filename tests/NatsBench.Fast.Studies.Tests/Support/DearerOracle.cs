using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Studies.Tests.Support;

/// <summary>A table whose trainings cost twice as much, perhaps of fewer architectures.</summary>
internal sealed class DearerOracle(TableOracle table, ArchitectureSpace? space = null) : IOracle
{
    public ArchitectureSpace Space => space ?? table.Space;

    public Fidelities Fidelities => table.Fidelities;

    public SeedPolicy Seeds { get; init; } = table.Seeds;

    public bool Resumes => table.Resumes;

    public IReadOnlyList<Quantity> Quantities { get; init; } = table.Quantities;

    public Evaluation Evaluate(int architecture, int epochs, uint draw) =>
        table.Evaluate(architecture, epochs, draw) is var published ? published with { Cost = 2 * published.Cost } : default;

    public void Evaluate(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations)
    {
        for (int i = 0; i < architectures.Length; i++)
            evaluations[i] = Evaluate(architectures[i], epochs, draws[i]);
    }

    public ReadOnlySpan<double> Objectives(int architecture) => table.Objectives(architecture);

    public double TrainingSeconds(int architecture, int epochs, uint draw) => 2 * table.TrainingSeconds(architecture, epochs, draw);

    public LearningCurve Curve(int architecture, int epochs, uint draw) => table.Curve(architecture, epochs, draw);

    public long? Seed(int architecture, int epochs, uint draw) => table.Seed(architecture, epochs, draw);
}
