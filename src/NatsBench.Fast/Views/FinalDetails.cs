namespace NatsBench.Fast.Views;

/// <summary>What <c>get_more_info</c> says beyond <see cref="FinalMetrics"/>: losses, accuracies in percent, times in seconds; NaN for what is absent.</summary>
/// <param name="TrainLoss">On the training set (<c>train-loss</c>).</param>
/// <param name="TrainAccuracy">On the training set (<c>train-accuracy</c>).</param>
/// <param name="ValidationAndTestLoss">On ori-test where that is validation and test images together (<c>valtest-loss</c>); not for searching, it contains test images.</param>
/// <param name="ValidationAndTestAccuracy">On ori-test where that is validation and test images together (<c>valtest-accuracy</c>); not for searching, it contains test images.</param>
/// <param name="TrainPerEpoch">Training, an epoch (<c>train-per-time</c>).</param>
/// <param name="TrainTotal">Training, all epochs (<c>train-all-time</c>).</param>
/// <param name="ValidationPerEpoch">Validation, an epoch (<c>valid-per-time</c>).</param>
/// <param name="ValidationTotal">Validation, all epochs (<c>valid-all-time</c>).</param>
/// <param name="TestPerEpoch">Test, an epoch (<c>test-per-time</c>).</param>
/// <param name="TestTotal">Test, all epochs (<c>test-all-time</c>).</param>
/// <param name="ValidationAndTestPerEpoch">Validation and test images together, an epoch (<c>valtest-per-time</c>).</param>
/// <param name="ValidationAndTestTotal">Validation and test images together, all epochs (<c>valtest-all-time</c>).</param>
public readonly record struct FinalDetails(
    double TrainLoss, double TrainAccuracy, double ValidationAndTestLoss, double ValidationAndTestAccuracy,
    double TrainPerEpoch, double TrainTotal, double ValidationPerEpoch, double ValidationTotal,
    double TestPerEpoch, double TestTotal, double ValidationAndTestPerEpoch, double ValidationAndTestTotal);
