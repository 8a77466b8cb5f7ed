namespace NatsBench.Fast.Search.Fronts;

/// <summary>What the front of a trial comes to on one dataset.</summary>
/// <param name="Size">How many architectures it has.</param>
/// <param name="Valid">Their hypervolume at the validation accuracies that are reported.</param>
/// <param name="Test">Their hypervolume at the test accuracies that are reported.</param>
public readonly record struct FrontOutcome(int Size, double Valid, double Test);
