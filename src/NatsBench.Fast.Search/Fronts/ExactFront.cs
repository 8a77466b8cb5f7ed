namespace NatsBench.Fast.Search.Fronts;

/// <summary>What no search can surpass: the fronts of all architectures that may be proposed, at the accuracies that are reported.</summary>
/// <param name="Reference">Of the reference point, the costs: the greatest of each among those architectures. Its accuracy is 0.</param>
/// <param name="Valid">The front by validation accuracy.</param>
/// <param name="Test">The front by test accuracy.</param>
public sealed record ExactFront(IReadOnlyList<double> Reference, FrontVolume Valid, FrontVolume Test);
