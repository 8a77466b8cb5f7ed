using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What an algorithm came to on a task.</summary>
/// <param name="Name">Its name with hyper-parameters; with its source where another of the task has the same.</param>
/// <param name="Entry">Its runs.</param>
/// <param name="Values">The metric of each trial, in the order of the entry's trials.</param>
/// <param name="Summary">Mean, population deviation, standard error, median and interquartile mean.</param>
/// <param name="MeanPercentile">95 % interval of the mean by the percentile bootstrap.</param>
/// <param name="MeanCorrected">The same by BCa.</param>
/// <param name="InterquartileMean">As rliable trims it (<see cref="Statistics.Samples.InterquartileMean"/>).</param>
/// <param name="InterquartileInterval">Its 95 % interval by the percentile bootstrap.</param>
public sealed record AlgorithmResult(
    string Name, RunEntry Entry, IReadOnlyList<double> Values, Summary Summary, MaybeInterval MeanPercentile, MaybeInterval MeanCorrected, double InterquartileMean,
    MaybeInterval InterquartileInterval);
