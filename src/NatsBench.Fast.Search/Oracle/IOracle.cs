using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>
/// Answers what training an architecture gives and costs, and keeps no clock: a run does. Every answer depends on the question alone.
/// Implementations are thread-safe.
/// </summary>
public interface IOracle
{
    /// <summary>The architectures that may be asked for.</summary>
    ArchitectureSpace Space { get; }

    /// <summary>How long an architecture may be trained.</summary>
    Fidelities Fidelities { get; }

    /// <summary>Which of an architecture's stored seeds answers: what a run takes its draws from.</summary>
    SeedPolicy Seeds { get; }

    /// <summary>True when a longer training of the same architecture goes on where the last one stopped (<see cref="FidelityAxis.Resumes"/>).</summary>
    bool Resumes { get; }

    /// <summary>What <see cref="Objectives"/> holds, in its order.</summary>
    IReadOnlyList<Quantity> Quantities { get; }

    /// <summary>Trains an architecture; accuracy and cost are numbers, never NaN.</summary>
    /// <param name="architecture">An allowed architecture.</param>
    /// <param name="epochs">One of <see cref="Fidelities"/>.</param>
    /// <param name="draw">32 uniform bits that choose among its stored seeds.</param>
    Evaluation Evaluate(int architecture, int epochs, uint draw);

    /// <summary>Trains many architectures: as one after the other.</summary>
    /// <param name="architectures">Allowed architectures, in any order and as often as wished.</param>
    /// <param name="epochs">One of <see cref="Fidelities"/>.</param>
    /// <param name="draws">32 uniform bits for each.</param>
    /// <param name="evaluations">Receives the answers; all three are of one length.</param>
    void Evaluate(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations);

    /// <summary>The further objectives of an architecture, as they were measured (<see cref="Quantity.Direction"/> tells which values are the better); NaN where one never was.</summary>
    /// <param name="architecture">An allowed architecture.</param>
    ReadOnlySpan<double> Objectives(int architecture);

    /// <summary>The training part of <see cref="Evaluation.Cost"/>: what a training that goes on has already paid.</summary>
    /// <param name="architecture">An allowed architecture.</param>
    /// <param name="epochs">One of <see cref="Fidelities"/>.</param>
    /// <param name="draw">The draw that the training was given.</param>
    double TrainingSeconds(int architecture, int epochs, uint draw);

    /// <summary>The validation accuracy epoch by epoch, up to a fidelity.</summary>
    /// <param name="architecture">An allowed architecture.</param>
    /// <param name="epochs">One of <see cref="Fidelities"/>.</param>
    /// <param name="draw">The draw that the training was given.</param>
    /// <exception cref="NatsBenchException">The answers are means, over seeds or members of a class, which have no curve.</exception>
    LearningCurve Curve(int architecture, int epochs, uint draw);

    /// <summary>The stored seed that a draw points at, such as 777; null where answers are means.</summary>
    /// <param name="architecture">An allowed architecture.</param>
    /// <param name="epochs">One of <see cref="Fidelities"/>.</param>
    /// <param name="draw">The draw that the training was given.</param>
    long? Seed(int architecture, int epochs, uint draw);
}
