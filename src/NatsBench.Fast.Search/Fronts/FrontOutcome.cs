namespace NatsBench.Fast.Search.Fronts;

/// <summary>What the front of a trial comes to: its hypervolumes, in percent times the units of all objectives.</summary>
/// <param name="Size">How many architectures it has.</param>
/// <param name="Reward">At the rewards, as the search saw them.</param>
/// <param name="Valid">Of the same architectures at the validation accuracies that are reported of a dataset.</param>
/// <param name="Test">At the test accuracies.</param>
public readonly record struct FrontOutcome(int Size, double Reward, double Valid, double Test);
