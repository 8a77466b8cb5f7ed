namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Room for a block of trainings of one trial, and what comes of them.</summary>
internal interface ITrainingBlock
{
    /// <summary>How many trainings it has room for.</summary>
    const int Most = 256;

    /// <summary>How many more evaluations the budget may last for, by those so far; 1 to <see cref="Most"/>.</summary>
    int Expected { get; }

    /// <summary>The architectures to train, allowed ones, in their order.</summary>
    Span<int> Architectures { get; }

    /// <summary>The reward of each training that ended before the budget.</summary>
    ReadOnlySpan<double> Rewards { get; }

    /// <summary>
    /// Trains the first of <see cref="Architectures"/> for the most epochs, one after the other, and concludes up to the first one at the budget
    /// or beyond it.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="keepsRewards">Whether their <see cref="Rewards"/> are asked for.</param>
    void Run(int count, bool keepsRewards);
}
