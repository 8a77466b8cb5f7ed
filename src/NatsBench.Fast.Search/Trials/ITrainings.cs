using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>The trainings of one trial: what each gives, and which stored seed it draws. Used by one thread.</summary>
internal interface ITrainings
{
    /// <summary>Begins a trial.</summary>
    void Begin(TrialWorld world);

    /// <summary>Trains what is proposed, or what that stands for.</summary>
    /// <param name="proposal">The proposal; its architecture becomes the one that is trained.</param>
    /// <param name="draw">The 32 bits that chose the stored seed.</param>
    Evaluation Train(ref Proposal proposal, out uint draw);

    /// <summary>Trains many for the most epochs, one after the other, and adds what they give to where a trial stands, up to the first one at the budget or beyond it.</summary>
    /// <param name="architectures">Allowed architectures, <see cref="ITrainingBlock.Most"/> at most.</param>
    /// <param name="rewards">Receives the reward of each that ended before the budget; as long, or empty where nobody asks.</param>
    /// <param name="standing">Where the trial stands, before the budget.</param>
    void RunFully(ReadOnlySpan<int> architectures, Span<double> rewards, ref TrialStanding standing);
}
