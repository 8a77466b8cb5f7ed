using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Room for a block of trainings of one trial, and what comes of them.</summary>
internal interface ITrainingBlock
{
    /// <summary>How many trainings it has room for.</summary>
    const int Most = 256;

    /// <summary>How many more evaluations the budget may last for, by those so far; 1 to <see cref="Most"/>.</summary>
    int Expected { get; }

    /// <summary>The architectures trained, allowed ones, in their order.</summary>
    Span<int> Architectures { get; }

    /// <summary>What each training gives.</summary>
    Span<Evaluation> Evaluations { get; }

    /// <summary>Trains one architecture for the most epochs.</summary>
    Evaluation Train(int architecture);

    /// <summary>Trains the first of <see cref="Architectures"/> for the most epochs, one after the other, and concludes up to the first one at the budget or beyond it.</summary>
    /// <param name="count">How many.</param>
    void Run(int count);

    /// <summary>As <see cref="Run"/>, but trains all, whose <see cref="Evaluations"/> are then known.</summary>
    /// <param name="count">How many.</param>
    void TrainMany(int count);

    /// <summary>Concludes the first of <see cref="Evaluations"/>, one after the other, up to the first one at the budget or beyond it.</summary>
    /// <param name="count">How many.</param>
    void Conclude(int count);

    /// <summary>Concludes them all, whatever the budget.</summary>
    /// <param name="count">How many.</param>
    void ConcludeAll(int count);
}
