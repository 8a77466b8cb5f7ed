namespace NatsBench.Fast.Queries;

/// <summary>The best architecture under limits (the official <c>find_best</c>).</summary>
/// <param name="Index">Its index; the lowest of equal ones.</param>
/// <param name="Accuracy">Its top-1 accuracy in percent after the last epoch, mean over seeds.</param>
public readonly record struct BestArchitecture(int Index, double Accuracy);
