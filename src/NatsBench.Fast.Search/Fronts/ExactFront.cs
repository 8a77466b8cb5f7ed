namespace NatsBench.Fast.Search.Fronts;

/// <summary>What no search can surpass: the fronts of all architectures that may be proposed.</summary>
/// <param name="Reference">Of the reference point, the objectives: the worst of each among those architectures. Its accuracy is 0.</param>
/// <param name="Reward">The front by the best reward that the longest training of each can give, over its stored seeds.</param>
/// <param name="Valid">The front by the validation accuracy that is reported.</param>
/// <param name="Test">The front by the test accuracy that is reported.</param>
public sealed record ExactFront(IReadOnlyList<double> Reference, FrontVolume Reward, FrontVolume Valid, FrontVolume Test);
