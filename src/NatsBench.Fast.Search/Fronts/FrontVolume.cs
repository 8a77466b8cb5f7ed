namespace NatsBench.Fast.Search.Fronts;

/// <summary>A front by its size and by what it dominates.</summary>
/// <param name="Size">How many architectures.</param>
/// <param name="Hypervolume">What they dominate of what dominates the reference point: percent times the units of all objectives.</param>
public readonly record struct FrontVolume(int Size, double Hypervolume);
