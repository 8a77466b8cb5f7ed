namespace NatsBench.Fast.Search.Algorithms;

/// <summary>What to train next.</summary>
/// <param name="Architecture">An allowed architecture, from <see cref="Spaces.ArchitectureSpace"/>.</param>
/// <param name="Epochs">For how many epochs: one of <see cref="SearchContext.Fidelities"/>.</param>
/// <param name="Tag">The algorithm's own number; comes back with the observation.</param>
public readonly record struct Proposal(int Architecture, int Epochs, int Tag = 0);
