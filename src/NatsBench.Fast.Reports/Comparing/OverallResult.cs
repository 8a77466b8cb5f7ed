namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What an algorithm came to over all tasks, on the scale that datasets share; bootstraps are stratified by task.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">Mean normalised score.</param>
/// <param name="MeanInterval">Its 95 % interval.</param>
/// <param name="InterquartileMean">Interquartile mean of all trials pooled.</param>
/// <param name="InterquartileInterval">Its 95 % interval.</param>
/// <param name="OptimalityGap">How far scores fall short of 1 on average.</param>
/// <param name="GapInterval">Its 95 % interval.</param>
/// <param name="Profile">Share of trials above each of <see cref="OverallComparison.Thresholds"/>, mean over tasks.</param>
public sealed record OverallResult(
    string Name, double Mean, MaybeInterval MeanInterval, double InterquartileMean, MaybeInterval InterquartileInterval, double OptimalityGap, MaybeInterval GapInterval,
    IReadOnlyList<double> Profile);
