using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>A trial of a search by bare loops: the same arithmetic as the algorithm's, with nothing around it.</summary>
internal unsafe interface IBareSearch
{
    /// <summary>How many trainings a trial may have; a power of two.</summary>
    const int Most = 4096;

    /// <summary>Runs a trial up to the paper's budget.</summary>
    /// <param name="designs">The initial designs, as <see cref="Search.Randomness.TrialWorld.Designs"/>.</param>
    /// <param name="random">The algorithm's own generator.</param>
    /// <param name="draws">What chooses the seed of each training.</param>
    /// <param name="drawMask">One less than the number of draws, a power of two; then they begin anew.</param>
    /// <param name="trained">Receives the architectures that were trained, and after them the best; room for one more than <see cref="Most"/>.</param>
    /// <returns>How many.</returns>
    int Run(SplitMix64 designs, SplitMix64 random, uint* draws, int drawMask, int* trained);
}
