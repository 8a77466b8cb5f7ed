namespace NatsBench.Fast.Search.Algorithms;

/// <summary>An algorithm whose proposals depend on nothing observed, so that many can be made at once; it stops at the budget.</summary>
internal interface IIndependentProposals : ISearchAlgorithm
{
    /// <summary>For how many epochs everything is trained.</summary>
    int Epochs { get; }

    /// <summary>Proposes the next architectures: as one after the other.</summary>
    void Propose(Span<int> architectures);
}
