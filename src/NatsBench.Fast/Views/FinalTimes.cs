namespace NatsBench.Fast.Views;

/// <summary>The seconds of an architecture's whole training, mean over seeds (<c>get_more_info</c>); NaN as in <see cref="FinalMetrics"/>.</summary>
/// <param name="TrainPerEpoch">Training, an epoch (<c>train-per-time</c>).</param>
/// <param name="TrainTotal">Training, all epochs (<c>train-all-time</c>).</param>
/// <param name="ValidationPerEpoch">Validation, an epoch (<c>valid-per-time</c>).</param>
/// <param name="ValidationTotal">Validation, all epochs (<c>valid-all-time</c>).</param>
/// <param name="TestPerEpoch">Test, an epoch (<c>test-per-time</c>).</param>
/// <param name="TestTotal">Test, all epochs (<c>test-all-time</c>).</param>
/// <param name="ValidationAndTestPerEpoch">Validation and test images together, an epoch (<c>valtest-per-time</c>).</param>
/// <param name="ValidationAndTestTotal">Validation and test images together, all epochs (<c>valtest-all-time</c>).</param>
public readonly record struct FinalTimes(
    double TrainPerEpoch, double TrainTotal, double ValidationPerEpoch, double ValidationTotal,
    double TestPerEpoch, double TestTotal, double ValidationAndTestPerEpoch, double ValidationAndTestTotal);
