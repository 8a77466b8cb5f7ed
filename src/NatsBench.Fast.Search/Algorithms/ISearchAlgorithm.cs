namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// One trial of a search algorithm: it proposes what to train next and is told what came of it. The caller keeps the clock, the budget and the
/// trace, one evaluation after another or many at a time; an algorithm keeps its own state only. Used by one thread.
/// </summary>
public interface ISearchAlgorithm
{
    /// <summary>Whether it goes on when the budget is spent. Default: no.</summary>
    Persistence Persistence => Persistence.UntilBudget;

    /// <summary>
    /// What "best so far" means. False (the paper): the highest reward, whatever the number of epochs. True: the highest reward among the
    /// longest trainings seen so far.
    /// </summary>
    bool PrefersLongerTraining => false;

    /// <summary>Proposes what to train next.</summary>
    /// <param name="proposal">The proposal.</param>
    /// <returns>False when there is nothing to propose before an outstanding evaluation is observed; where none is outstanding, the search is over.</returns>
    bool TryPropose(out Proposal proposal);

    /// <summary>Takes the outcome of a proposal. With several workers, outcomes come in the order in which trainings end.</summary>
    /// <param name="observation">The outcome; its spans are valid during the call only.</param>
    void Observe(in Observation observation);
}
