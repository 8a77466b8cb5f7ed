namespace NatsBench.Fast.Search.Sessions;

/// <summary>What to train next.</summary>
/// <param name="Ticket">Its number, from 0: what its result is told with.</param>
/// <param name="Architecture">An allowed architecture of the session's space.</param>
/// <param name="Epochs">For how many epochs: one of the session's fidelities.</param>
public readonly record struct SessionProposal(int Ticket, int Architecture, int Epochs);
